package dev.edgewise.bench;

import dev.edgewise.audio.DemoClips;
import dev.edgewise.engine.OnnxServedModel;
import dev.edgewise.engine.TestCatalog;
import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpConnection;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.model.ModelStore;
import dev.edgewise.serve.RecognitionServer;
import dev.edgewise.serve.TestServers;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the server adds to a prediction: a request with 32 kB of audio over kept loopback HTTP,
/// minus the prediction that the server itself reports for it (decode + predict), against a
/// bare echo of the same bytes with the same two HTTP libraries. Client and both servers share
/// one JVM.
public final class OverheadBenchmark {

    private static final double BOUND = 2;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long MAX_BODY = 1 << 20;

    private OverheadBenchmark() {}

    public static void main(String[] args) throws IOException {
        byte[] clip = DemoClips.bytes(DemoClips.paths().getFirst());
        int cores = Runtime.getRuntime().availableProcessors();
        WebServer echo = echo();
        try (RecognitionServer server =
                        TestServers.start(
                                TestServers.settings(MAX_BODY, 8, 8, cores),
                                TestCatalog.of(
                                        List.of(
                                                OnnxServedModel.load(
                                                        ModelStore.DEFAULT,
                                                        ModelStore.bytes(ModelStore.DEFAULT),
                                                        1))),
                                Optional.empty(),
                                "",
                                Throwable::printStackTrace);
                HttpConnection toServer = new HttpConnection(URI.create(server.url()), TIMEOUT);
                HttpConnection toEcho =
                        new HttpConnection(
                                URI.create("http://127.0.0.1:" + echo.port()), TIMEOUT)) {
            InTurn.print(
                    "request - prediction, " + clip.length + " bytes",
                    "echo of the same bytes",
                    InTurn.measure(() -> overhead(toServer, clip), () -> echoed(toEcho, clip)),
                    BOUND);
        } finally {
            echo.stop();
        }
    }

    private static long overhead(HttpConnection http, byte[] clip) throws HttpFailure {
        long begin = System.nanoTime();
        HttpAnswer answer = http.post("/v1/recognize", "audio/wav", clip);
        long request = System.nanoTime() - begin;
        answer.orFail();
        return request - answer.timing().of("decode") - answer.timing().of("predict");
    }

    private static long echoed(HttpConnection http, byte[] clip) throws HttpFailure {
        long begin = System.nanoTime();
        HttpAnswer answer = http.post("/", "audio/wav", clip);
        long request = System.nanoTime() - begin;
        if (answer.length() != clip.length) {
            throw new IllegalStateException("the echo is not what was sent");
        }
        return request;
    }

    private static WebServer echo() {
        return WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .shutdownHook(false)
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                .routing(
                        routing ->
                                routing.post(
                                        (request, response) ->
                                                response.send(request.content().as(byte[].class))))
                .build()
                .start();
    }
}
