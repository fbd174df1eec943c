package dev.edgewise.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Traces, as a collector gets them over a socket.
@Timeout(60)
class OtlpTracesTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    private final List<ResourceSpans> got = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private HttpServer collector;
    private volatile CountDownLatch answering = new CountDownLatch(0);

    @BeforeEach
    void listen() throws IOException {
        collector =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext(
                "/v1/traces",
                exchange -> {
                    hold();
                    keys.add(exchange.getRequestHeaders().getFirst("X-Key"));
                    got.addAll(
                            ExportTraceServiceRequest.parseFrom(exchange.getRequestBody())
                                    .getResourceSpansList());
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        collector.start();
    }

    private void hold() {
        try {
            answering.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    private OtlpTraces traces(double share) {
        URI url = URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces");
        return new OtlpTraces(
                new Collector(url, Map.of("X-Key", "k"), "shop", share), "1.2", complaints::add);
    }

    private static Served request(String traceparent, int status) {
        return Requests.of(
                "POST",
                "/a/b?c",
                Optional.of("/a/{x}"),
                status,
                traceparent,
                Optional.of(Requests.MODEL));
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    private List<Span> spans() {
        return got.stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(
                        Collectors.toMap(
                                KeyValue::getKey,
                                pair ->
                                        pair.getValue().hasIntValue()
                                                ? Long.toString(pair.getValue().getIntValue())
                                                : pair.getValue().getStringValue()));
    }

    @Test
    void aRequestIsASpanWithItsPhasesBelow() {
        try (OtlpTraces traces = traces(1)) {
            assertThat(traces.trace(request("00-" + TRACE + "-" + PARENT + "-01", 200)))
                    .isEqualTo(TRACE);
        }
        assertThat(keys).contains("k");
        assertThat(attributes(got.getFirst().getResource().getAttributesList()))
                .containsEntry("service.name", "shop")
                .containsEntry("service.version", "1.2");
        assertThat(spans()).hasSize(3);
        Span server = spans().stream().filter(s -> s.getName().contains("POST")).findAny().get();
        assertThat(server.getName()).isEqualTo("POST /a/{x}");
        assertThat(server.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(hex(server.getTraceId())).isEqualTo(TRACE);
        assertThat(hex(server.getParentSpanId())).isEqualTo(PARENT);
        assertThat(server.getTraceState()).isEqualTo("a=b");
        assertThat(attributes(server.getAttributesList()))
                .containsEntry("http.request.method", "POST")
                .containsEntry("http.route", "/a/{x}")
                .containsEntry("http.response.status_code", "200")
                .containsEntry("url.scheme", "http")
                .containsEntry("url.path", "/a/b")
                .containsEntry("url.query", "c")
                .containsEntry("server.address", "localhost")
                .containsEntry("server.port", "80")
                .containsEntry("client.address", "127.0.0.1")
                .containsEntry("user_agent.original", "test/1")
                .containsEntry("edgewise.model.name", "m");
        long ended = Requests.ENDED.toEpochMilli() * 1_000_000;
        assertThat(server.getEndTimeUnixNano()).isEqualTo(ended);
        assertThat(server.getStartTimeUnixNano()).isEqualTo(ended - 40_000_000);
        Span predict = spans().stream().filter(s -> s.getName().equals("predict")).findAny().get();
        assertThat(predict.getParentSpanId()).isEqualTo(server.getSpanId());
        assertThat(predict.getStartTimeUnixNano()).isEqualTo(ended - 25_000_000);
        assertThat(predict.getEndTimeUnixNano()).isEqualTo(ended - 5_000_000);
    }

    @Test
    void aStreamIsASpanWithNothingBelow() {
        try (OtlpTraces traces = traces(1)) {
            traces.trace(request("", 101));
        }
        assertThat(spans())
                .singleElement()
                .satisfies(
                        span ->
                                assertThat(attributes(span.getAttributesList()))
                                        .containsEntry("http.response.status_code", "101"));
    }

    @Test
    void aClientDecidesForItself() {
        try (OtlpTraces none = traces(0);
                OtlpTraces all = traces(1)) {
            none.trace(request("", 200));
            none.trace(request("00-" + TRACE + "-" + PARENT + "-01", 500));
            all.trace(request("00-" + TRACE + "-" + PARENT + "-00", 200));
        }
        assertThat(spans())
                .hasSize(3)
                .allMatch(span -> hex(span.getTraceId()).equals(TRACE))
                .filteredOn(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
                .singleElement()
                .satisfies(
                        span ->
                                assertThat(attributes(span.getAttributesList()))
                                        .containsEntry("error.type", "500"));
    }

    @Test
    void aTraceBeginsHereWhereNoClientBeganOne() {
        String begun;
        try (OtlpTraces traces = traces(1)) {
            begun = traces.trace(request("not-a-traceparent", 200));
        }
        assertThat(begun).matches("[0-9a-f]{32}");
        assertThat(spans())
                .isNotEmpty()
                .allMatch(span -> hex(span.getTraceId()).equals(begun))
                .anyMatch(span -> span.getParentSpanId().isEmpty());
    }

    @Test
    void aCollectorThatDoesNotAnswerIsSaidOnce() {
        collector.stop(0);
        OtlpTraces traces = traces(1);
        for (int i = 0; i < 2; i++) {
            traces.trace(request("", 200));
        }
        traces.close();
        assertThat(complaints)
                .singleElement()
                .asString()
                .endsWith("/v1/traces: traces can't be sent there, and are lost");
        assertThat(traces.lost()).isEqualTo(6);
    }

    @Test
    void spansThatFindTheQueueFullAreCountedAsLost() throws InterruptedException {
        CountDownLatch answers = new CountDownLatch(1);
        answering = answers;
        OtlpTraces traces = traces(1);
        int requests = OtlpTraces.WAITING / 2;
        for (int i = 0; i < requests; i++) {
            traces.trace(request("", 200));
        }
        // Three of each request: what doesn't fit the queue is more than what is on its way.
        assertThat(traces.lost()).isPositive();
        answers.countDown();
        while (spans().size() + traces.lost() < 3L * requests) {
            Thread.sleep(50);
        }
        traces.close();
        // More, if an answer came so late that what it was for counted as lost.
        assertThat(spans().size() + traces.lost()).isGreaterThanOrEqualTo(3L * requests);
    }

    @Test
    void onlyAWellFormedHeaderNamesATrace() {
        assertThat(TraceParent.traceId("00-" + TRACE + "-" + PARENT + "-00")).isEqualTo(TRACE);
        assertThat(TraceParent.traceId("cc-" + TRACE + "-" + PARENT + "-00-more")).isEqualTo(TRACE);
        assertThat(TraceParent.traceId("ff-" + TRACE + "-" + PARENT + "-00")).isEmpty();
        assertThat(TraceParent.traceId("00-" + "0".repeat(32) + "-" + PARENT + "-00")).isEmpty();
        assertThat(TraceParent.traceId("00-" + TRACE + "-" + "0".repeat(16) + "-00")).isEmpty();
        assertThat(TraceParent.traceId("")).isEmpty();
    }
}
