package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelProfileCommandTest {

    @Test
    void everyPlaceIsARowInEightyColumns() throws IOException {
        Command.Result result = Command.run("model", "profile", "--runs", "5", "tutorial-cnn");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("(the input)", "pooled", "50,176", "(the whole)")
                .contains("5 rounds, 1 thread");
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void jsonHasEveryRound() throws IOException {
        Command.Result result =
                Command.run("model", "profile", "--json", "--runs", "6", "tutorial-cnn");
        JsonNode profile = new JsonMapper().readTree(result.out());
        assertThat(profile.get("input_bytes").asLong()).isEqualTo(64_000);
        for (JsonNode place : profile.get("places")) {
            assertThat(place.get("rounds_ms")).hasSize(6);
            assertThat(place.get("p50_ms").asDouble())
                    .isBetween(place.get("p25_ms").asDouble(), place.get("p75_ms").asDouble());
        }
    }

    @Test
    void aTimeThatIsNoneIsWrongUsage() throws IOException {
        Command.Result result = Command.run("model", "profile", "--time", "soon", "tutorial-cnn");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("'soon' is no time, such as 20s or 2m");
    }
}
