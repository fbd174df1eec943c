package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.engine.TestCatalog;
import dev.edgewise.model.ModelCard;
import dev.edgewise.serve.stream.StreamLimits;
import dev.edgewise.telemetry.Telemetry;
import dev.edgewise.telemetry.TelemetrySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a server tells of its streams.
@Timeout(120)
class StreamTelemetryTest {

    private static final long PATIENCE_NANOS = 60_000_000_000L;

    /// A tenth of a second.
    private static final ModelCard CARD =
            new ModelCard("fake", "7", List.of("yes", "no"), 16_000, 1600, "", "", "", "");

    @TempDir Path temp;
    private RecognitionServer server;

    @BeforeEach
    void start() throws IOException {
        TelemetrySettings settings =
                new TelemetrySettings(Optional.empty(), Optional.of(log()), "1.2");
        server =
                RecognitionServer.start(
                        TestServers.settings(100_000, 2, 64, 1),
                        TestCatalog.of(List.of(new FakeModel(CARD))),
                        Optional.empty(),
                        "1.2",
                        Telemetry.start(settings, line -> {}),
                        e -> {},
                        StreamLimits.DEFAULT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path log() {
        return temp.resolve("access.log");
    }

    /// The line of the log that has `text`, once it is there.
    private JsonNode line(String text) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end) {
            Optional<String> line =
                    Files.readAllLines(log()).stream().filter(l -> l.contains(text)).findFirst();
            if (line.isPresent()) {
                return JsonMapper.shared().readTree(line.get());
            }
            LockSupport.parkNanos(10_000_000);
        }
        throw new AssertionError("no line has " + text);
    }

    @Test
    void aStreamIsToldOfAsARequestAndItsWindowsAsRunsOfTheModel() throws IOException {
        String query = "?scores=true&access_token=secret";
        try (StreamWire client = new StreamWire(server.port(), query)) {
            client.send(StreamWire.BINARY, new byte[3 * 3200]);
            client.send(StreamWire.TEXT, "{\"end\": true}".getBytes(StandardCharsets.UTF_8));
            assertThat(client.rest()).hasSize(7);
        }
        JsonNode line = line("\"status\":101");
        assertThat(line.get("path").asString()).isEqualTo("/v1/stream");
        assertThat(line.get("route").asString()).isEqualTo("/v1/stream");
        assertThat(line.get("query").asString()).isEqualTo("scores=true&access_token=-");
        assertThat(line.get("bytes_in").asInt()).isEqualTo(9613);
        assertThat(line.get("bytes_out").asInt()).isGreaterThan(300);
        assertThat(line.get("model").asString()).isEqualTo("fake");
        assertThat(line.get("phases").propertyNames()).containsExactly("queue", "predict", "total");
        try (Wire wire = new Wire(server.port())) {
            assertThat(wire.ask("GET", "/metrics").body())
                    .contains(
                            "http_server_requests_seconds_count{method=\"GET\","
                                    + "outcome=\"INFORMATIONAL\",status=\"101\","
                                    + "uri=\"/v1/stream\"} 1\n",
                            "edgewise_request_phase_seconds_count{model=\"fake\","
                                    + "phase=\"predict\",version=\"7\"} 3\n",
                            "edgewise_request_phase_seconds_count{model=\"fake\","
                                    + "phase=\"queue\",version=\"7\"} 3\n",
                            "nv_inference_exec_count{model=\"fake\",version=\"7\"} 3.0\n",
                            "nv_inference_request_success{model=\"fake\",version=\"7\"} 3.0\n")
                    .doesNotContain("phase=\"total\"");
            assertThat(wire.ask("GET", "/v2/models/fake/stats").body())
                    .contains("\"execution_count\":3");
        }
    }

    @Test
    void aWindowThatFailsIsTheModelsFailure() throws IOException {
        byte[] bug = new byte[3200];
        bug[1] = (byte) 0xc0;
        try (StreamWire client = new StreamWire(server.port(), "")) {
            client.send(StreamWire.BINARY, bug);
            assertThat(client.rest().getLast().code()).isEqualTo(1011);
        }
        line("\"status\":101");
        try (Wire wire = new Wire(server.port())) {
            assertThat(wire.ask("GET", "/metrics").body())
                    .contains("nv_inference_request_failure{model=\"fake\",version=\"7\"} 1.0\n");
        }
    }
}
