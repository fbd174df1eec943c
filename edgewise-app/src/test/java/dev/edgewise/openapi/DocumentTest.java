package dev.edgewise.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DocumentTest {

    private static final Schema NAME = Schema.string();

    private final Document document =
            new Document("Shop", "1", "Sells things.")
                    .errors("/old", "text/plain", "Line", Schema.string(), "no")
                    .errors("/", "application/json", "Error", Schema.object(), Map.of())
                    .sends("X-Time", "how long it took", Schema.number())
                    .everywhere(Operation.of("", "").fails(400, "a bad request"));

    private JsonNode at(String pointer) {
        return JsonMapper.shared().readTree(document.write()).at(pointer);
    }

    @Test
    void anOperationSaysWhatItTakesAndGives() {
        document.add(
                "PUT",
                "/things/{thing...}",
                Operation.of("put", "Puts a thing")
                        .path("thing", "its name", NAME)
                        .query("loud", "says so", Schema.bool())
                        .takes("text/plain", NAME, "a thing")
                        .gives(200, "It was there", "application/json", Schema.arrayOf(NAME))
                        .gives(200, "It was there", "text/plain", NAME)
                        .sends("X-Size", "its size", Schema.integer().within(0, 9))
                        .fails(404, "no shop"));
        JsonNode put = at("/paths/~1things~1{thing}/put");
        assertThat(put.at("/operationId").asString()).isEqualTo("put");
        assertThat(put.at("/parameters/0/in").asString()).isEqualTo("path");
        assertThat(put.at("/parameters/0/required").asBoolean()).isTrue();
        assertThat(put.at("/parameters/1/required").asBoolean()).isFalse();
        assertThat(put.at("/requestBody/required").asBoolean()).isTrue();
        assertThat(put.at("/requestBody/content/text~1plain/example").asString())
                .isEqualTo("a thing");
        assertThat(put.at("/responses").propertyNames()).containsExactly("200", "400", "404");
        assertThat(put.at("/responses/200/content").propertyNames())
                .containsExactly("application/json", "text/plain");
        assertThat(put.at("/responses/200/headers").propertyNames())
                .containsExactly("X-Time", "X-Size");
        assertThat(put.at("/responses/400/content/application~1json/schema/$ref").asString())
                .isEqualTo("#/components/schemas/Error");
        assertThat(at("/components/headers/X-Time/required").asBoolean()).isTrue();
    }

    @Test
    void aTokenMayBeWanted() {
        assertThat(at("/security").isMissingNode()).isTrue();
        document.mayWantBearer("from the shop");
        assertThat(at("/components/securitySchemes/bearer/scheme").asString()).isEqualTo("bearer");
        assertThat(at("/security/0").isEmpty()).isTrue();
        assertThat(at("/security/1").propertyNames()).containsExactly("bearer");
    }

    @Test
    void whoHasGetHasHeadWithoutABody() {
        document.add(
                "GET", "/things", Operation.of("list", "Lists").gives(200, "All", "a/b", NAME));
        JsonNode path = at("/paths/~1things");
        assertThat(path.propertyNames()).containsExactly("get", "head");
        assertThat(path.at("/get/responses/200/content").isMissingNode()).isFalse();
        assertThat(path.at("/head/responses/200/content").isMissingNode()).isTrue();
        assertThat(path.at("/head/operationId").asString()).isEqualTo("listHead");
    }

    @Test
    void aFailureHasTheFormOfItsFamily() {
        document.add("POST", "/old/things", Operation.of("add", "Adds").fails(404, "no shop"));
        assertThat(at("/paths/~1old~1things/post/responses/404/content").propertyNames())
                .containsExactly("text/plain");
    }

    @Test
    void anObjectNamesWhatItNeeds() {
        Schema schema = Schema.object().needs("a", NAME).mayHave("b", NAME).needs("c", NAME);
        assertThat(schema.json()).containsEntry("required", List.of("a", "c"));
        assertThat(schema.json().get("properties"))
                .hasToString("{a={type=string}, b={type=string}, c={type=string}}");
    }

    @Test
    void aDescriptionThatDoesNotFitItsPathIsRefused() {
        Operation list = Operation.of("list", "Lists");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> document.add("GET", "/things/{thing}", list))
                .withMessage("/things/{thing}: its parameters are [thing], described are []");
        document.add("GET", "/things", list);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> document.add("GET", "/others", list))
                .withMessage("/others: id list is taken");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> list.fails(99, ""))
                .withMessage("status: must be from 100 to 599, got 99");
    }
}
