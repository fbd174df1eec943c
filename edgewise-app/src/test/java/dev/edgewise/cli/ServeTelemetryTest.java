package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.edgewise.Command;
import dev.edgewise.ServerProcess;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpConnection;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a server in a process of its own tells of itself.
@Timeout(180)
class ServeTelemetryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";
    private static final byte[] SILENCE = WavFile.encode(Clip.of(new float[16_000], 16_000));

    @TempDir Path temp;

    private static HttpResponse<String> recognize(URI server) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(server.resolve("/v1/recognize"))
                            .timeout(PATIENCE)
                            .header("Content-Type", "audio/wav")
                            .header("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
                            .header("User-Agent", "test/1")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(SILENCE))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws IOException {
        while (!condition.holds()) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Test
    void metricsTellOfRequestsQueuesAndModels() throws Exception {
        try (ServerProcess server = new ServerProcess(temp, Map.of());
                HttpConnection http = new HttpConnection(server.url(), PATIENCE)) {
            assertThat(recognize(server.url()).statusCode()).isEqualTo(200);
            String phase =
                    "edgewise_request_phase_seconds_count{model=\"bc-resnet\",phase=\"total\","
                            + "version=\"1\"} 1";
            await(() -> http.get("/metrics").text().contains(phase));
            HttpAnswer answer = http.get("/metrics");
            assertThat(answer.header("content-type").orElseThrow()).startsWith("text/plain;");
            assertThat(answer.text())
                    .contains(
                            "http_server_requests_seconds_count{method=\"POST\","
                                    + "outcome=\"SUCCESS\",status=\"200\",uri=\"/v1/recognize\"} 1",
                            "edgewise_queue_length 0.0",
                            "edgewise_workers_limit ",
                            "edgewise_connections_open ",
                            "edgewise_streams_open 0.0",
                            "nv_inference_request_success{model=\"bc-resnet\",version=\"1\"} 1.0",
                            "nv_inference_count{model=\"bc-resnet\",version=\"1\"} 1.0",
                            "nv_inference_exec_count{model=\"bc-resnet\",version=\"1\"} 1.0",
                            "nv_inference_compute_infer_duration_us{model=\"tutorial-cnn\"",
                            "edgewise_build_info{",
                            "jvm_memory_used_bytes{");
        }
    }

    @Test
    void aLogOnAStandardOutputThatNobodyReadsIsSaidToBeLost() throws Exception {
        try (ServerProcess server = new ServerProcess(temp, Map.of(), "--access-log", "-");
                HttpConnection http = new HttpConnection(server.url(), PATIENCE)) {
            server.hearNoMore();
            await(
                    () ->
                            http.get("/metrics")
                                    .text()
                                    .lines()
                                    .anyMatch(
                                            line ->
                                                    line.matches(
                                                            "edgewise_access_log_lost_total [1-9].*")));
            await(() -> server.errors().contains("the access log can't be written"));
        }
    }

    @Test
    void aTraceOfTheClientGoesOnInTheServerAndTheLog() throws Exception {
        List<Span> spans = new CopyOnWriteArrayList<>();
        HttpServer collector =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext(
                "/v1/traces",
                exchange -> {
                    ExportTraceServiceRequest.parseFrom(exchange.getRequestBody())
                            .getResourceSpansList()
                            .forEach(
                                    resource ->
                                            resource.getScopeSpansList()
                                                    .forEach(s -> spans.addAll(s.getSpansList())));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        collector.start();
        Path log = temp.resolve("access.log");
        String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort();
        try (ServerProcess server =
                new ServerProcess(
                        temp,
                        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint),
                        "--access-log",
                        log.toString())) {
            assertThat(recognize(server.url()).statusCode()).isEqualTo(200);
            await(() -> spans.size() >= 6 && !Files.readString(log).isEmpty());
            assertThat(server.errors()).isEmpty();
        } finally {
            collector.stop(0);
        }
        assertThat(spans)
                .allMatch(s -> HexFormat.of().formatHex(s.getTraceId().toByteArray()).equals(TRACE))
                .extracting(Span::getName)
                .containsExactlyInAnyOrder(
                        "POST /v1/recognize", "read", "queue", "decode", "predict", "encode");
        JsonNode line = JsonMapper.shared().readTree(Files.readString(log));
        assertThat(line.at("/trace_id").asString()).isEqualTo(TRACE);
        assertThat(line.at("/route").asString()).isEqualTo("/v1/recognize");
        assertThat(line.at("/status").asInt()).isEqualTo(200);
        assertThat(line.at("/bytes_in").asInt()).isEqualTo(SILENCE.length);
        assertThat(line.at("/bytes_out").asInt()).isPositive();
        assertThat(line.at("/model").asString()).isEqualTo("bc-resnet");
        assertThat(line.at("/user_agent").asString()).isEqualTo("test/1");
        assertThat(line.at("/phases").propertyNames())
                .containsExactly("read", "queue", "decode", "predict", "encode", "total");
    }

    @Test
    void aDeadCollectorAndAFullDiskAreSaidOnceAndStopNothing() throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        boolean full = Files.exists(Path.of("/dev/full"));
        try (ServerProcess server =
                new ServerProcess(
                        temp,
                        Map.of(),
                        "--otlp-endpoint",
                        "http://127.0.0.1:" + nobody,
                        "--access-log",
                        full ? "/dev/full" : temp.resolve("log").toString())) {
            int said = full ? 2 : 1;
            for (int i = 0; i < 3; i++) {
                assertThat(recognize(server.url()).statusCode()).isEqualTo(200);
            }
            await(() -> server.errors().lines().count() >= said);
            assertThat(recognize(server.url()).statusCode()).isEqualTo(200);
            assertThat(server.errors().lines())
                    .hasSize(said)
                    .allMatch(line -> line.startsWith("edgewise serve: "))
                    .anyMatch(line -> line.endsWith("traces can't be sent there, and are lost"));
        }
    }

    @Test
    void whatCannotBeIsNamedInOneLine() throws IOException {
        fails(
                2,
                "--otlp-endpoint: must be http://HOST:PORT or https://HOST:PORT, got ftp://x",
                "--otlp-endpoint",
                "ftp://x");
        fails(
                2,
                "--otlp-endpoint: must be http://HOST:PORT or https://HOST:PORT, got a b",
                "--otlp-endpoint",
                "a b");
        fails(
                2,
                "--trace-share: must be from 0 to 1, got 2.0",
                "--otlp-endpoint",
                "http://127.0.0.1:4318",
                "--trace-share",
                "2");
        Path log = temp.resolve("none/log");
        fails(1, log + ": can't be written: no such folder", "--access-log", log.toString());
        fails(2, "--trace-share: must be from 0 to 1, got -1.0", "--trace-share", "-1");
    }

    private static void fails(int code, String message, String... arguments) throws IOException {
        String[] line = new String[arguments.length + 3];
        line[0] = "serve";
        line[1] = "--port";
        line[2] = "0";
        System.arraycopy(arguments, 0, line, 3, arguments.length);
        Command.Result result = Command.run(line);
        assertThat(result.err()).startsWith("edgewise serve: " + message);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.exitCode()).isEqualTo(code);
    }
}
