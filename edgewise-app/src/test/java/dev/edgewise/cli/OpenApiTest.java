package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.PythonClients;
import dev.edgewise.ServerProcess;
import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `/openapi.json` says of a server, against what that server does.
@Timeout(300)
class OpenApiTest {

    @TempDir Path temp;

    private ServerProcess serve() throws IOException {
        Path uploads = Files.createDirectory(temp.resolve("uploads"));
        return new ServerProcess(temp, Map.of(), "--data", uploads.toString());
    }

    @Test
    void eachOperationSaysWhatItIsForAndWhatComesBack() throws IOException {
        try (ServerProcess server = serve();
                HttpConnection http = new HttpConnection(server.url(), Duration.ofSeconds(30))) {
            HttpAnswer answer = http.get("/openapi.json");
            assertThat(answer.status()).isEqualTo(200);
            JsonNode document = JsonMapper.shared().readTree(answer.text());
            assertThat(document.at("/openapi").asString()).startsWith("3.1");
            assertThat(document.at("/paths").propertyNames())
                    .contains(
                            "/v1/recognize",
                            "/v1/files/{path}",
                            "/v2",
                            "/v2/models/{m}/versions/{v}/infer",
                            "/metrics",
                            "/openapi.json");
            for (JsonNode path : document.at("/paths")) {
                for (JsonNode operation : path) {
                    assertThat(operation.at("/summary").asString()).isNotEmpty();
                    assertThat(operation.at("/responses").propertyNames())
                            .anyMatch(status -> status.startsWith("1") || status.startsWith("2"))
                            .contains("400", "405", "500", "503");
                }
            }
        }
    }

    @Test
    void howLongAnAnswerIsWaitedForIsSaidOfAllThatHeedIt() throws IOException {
        try (ServerProcess server = serve();
                HttpConnection http = new HttpConnection(server.url(), Duration.ofSeconds(30))) {
            JsonNode paths =
                    JsonMapper.shared().readTree(http.get("/openapi.json").text()).at("/paths");
            for (String path :
                    List.of(
                            "/v1/recognize",
                            "/v2/models/{m}/infer",
                            "/v2/models/{m}/versions/{v}/infer")) {
                assertThat(paths.get(path).at("/post/parameters").findValuesAsString("name"))
                        .as(path)
                        .contains("timeout", "Edgewise-Timeout");
            }
            JsonNode body =
                    paths.get("/v2/models/{m}/infer")
                            .at("/post/requestBody/content/application~1json/schema");
            assertThat(body.at("/properties/parameters/properties/timeout/description").asString())
                    .contains("microseconds");
        }
    }

    @Test
    void aCheckerFindsTheServerAsItIsDescribed() throws Exception {
        Path schemathesis = PythonClients.program("schemathesis");
        Path config =
                Files.writeString(
                        temp.resolve("schemathesis.toml"),
                        """
                        [parameters]
                        "path.m" = "bc-resnet"
                        "path.v" = "1"

                        # Too late, unloaded: documented, and no fault of the server's.
                        [checks.not_a_server_error]
                        expected-statuses = ["2xx", "3xx", "4xx", 503]

                        # What doesn't ask for a WebSocket is refused with 426.
                        [checks.negative_data_rejection]
                        expected-statuses = ["4xx", 503]

                        # The other operations need a model that stays.
                        [[operations]]
                        include-path-regex = "^/v2/repository/models/"
                        parameters = { "path.m" = "tutorial-cnn" }
                        """);
        Path said = temp.resolve("said");
        try (ServerProcess server = serve()) {
            Process checker =
                    new ProcessBuilder(
                                    schemathesis.toString(),
                                    "--no-color",
                                    "--config-file",
                                    config.toString(),
                                    "run",
                                    server.url() + "/openapi.json",
                                    "--checks",
                                    "all",
                                    // No schema says what a WAV file is, or fits a model.
                                    "--exclude-checks",
                                    "positive_data_acceptance",
                                    "--phases",
                                    "examples,coverage,fuzzing",
                                    "--max-examples",
                                    "10",
                                    "--seed",
                                    "1",
                                    "--no-shrink",
                                    "--warnings",
                                    "off",
                                    "--generation-database",
                                    "none")
                            .directory(temp.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile())
                            .start();
            try {
                assertThat(checker.waitFor(240, TimeUnit.SECONDS)).isTrue();
            } finally {
                checker.destroyForcibly();
            }
            assertThat(checker.exitValue()).as(Files.readString(said)).isZero();
            assertThat(Files.readString(said)).contains("passed");
            assertThat(server.errors()).isEmpty();
        }
    }
}
