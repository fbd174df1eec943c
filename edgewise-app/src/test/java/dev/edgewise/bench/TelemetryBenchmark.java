package dev.edgewise.bench;

import com.sun.net.httpserver.HttpServer;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.DemoClips;
import dev.edgewise.audio.WavFile;
import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Phases;
import dev.edgewise.model.ModelStore;
import dev.edgewise.recognize.LocalRecognizer;
import dev.edgewise.recognize.Recognizer;
import dev.edgewise.telemetry.Collector;
import dev.edgewise.telemetry.Served;
import dev.edgewise.telemetry.Telemetry;
import dev.edgewise.telemetry.TelemetrySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a request costs its thread to be told of, against the prediction alone that it asks for:
/// in metrics, and in metrics, a log and traces.
public final class TelemetryBenchmark {

    private static final double METRICS_BOUND = 0.02;
    private static final double ALL_BOUND = 0.1;

    private TelemetryBenchmark() {}

    public static void main(String[] args) throws IOException {
        Clip clip = WavFile.read("clip", DemoClips.bytes(DemoClips.paths().getFirst()));
        HttpServer collector = collector();
        Path log = Files.createTempFile("edgewise", ".log");
        TelemetrySettings all =
                new TelemetrySettings(Optional.of(traces(collector)), Optional.of(log), "");
        try (Recognizer recognizer = new LocalRecognizer(ModelStore.open(ModelStore.DEFAULT, 1));
                Telemetry metrics = Telemetry.start(TelemetrySettings.plain(""), line -> {});
                Telemetry everything = Telemetry.start(all, TelemetryBenchmark::say)) {
            InTurn.print(
                    "telling metrics of a request",
                    "its prediction",
                    InTurn.measure(() -> told(metrics), () -> recognized(recognizer, clip)),
                    METRICS_BOUND);
            InTurn.print(
                    "telling metrics, log and traces of a request",
                    "its prediction",
                    InTurn.measure(() -> told(everything), () -> recognized(recognizer, clip)),
                    ALL_BOUND);
        } finally {
            collector.stop(0);
            Files.delete(log);
        }
    }

    private static void say(String complaint) {
        System.err.println(complaint);
    }

    /// Takes everything and reads nothing.
    private static HttpServer collector() throws IOException {
        HttpServer collector =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        collector.start();
        return collector;
    }

    private static Collector traces(HttpServer collector) {
        URI url = URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces");
        return new Collector(url, Map.of(), "edgewise", 1);
    }

    private static long told(Telemetry telemetry) {
        Phases phases = new Phases(System.nanoTime());
        for (String phase : List.of("read", "queue", "decode", "predict", "encode")) {
            phases.add(phase, phases.startNanos(), System.nanoTime());
        }
        phases.total();
        Served.Call call = new Served.Call("POST", "/v1/recognize", "", "benchmark/1", "", "");
        Served.Peers peers = new Served.Peers("http", "1.1", "localhost", 8080, "127.0.0.1");
        long begin = System.nanoTime();
        telemetry.served(
                new Served(
                        call,
                        peers,
                        Optional.of("/v1/recognize"),
                        200,
                        32_044,
                        280,
                        phases,
                        System.nanoTime(),
                        Instant.now(),
                        Optional.of(new Catalog.Entry("bc-resnet", "1"))));
        return System.nanoTime() - begin;
    }

    private static long recognized(Recognizer recognizer, Clip clip) throws IOException {
        long begin = System.nanoTime();
        if (recognizer.recognize(clip).word().isEmpty()) {
            throw new IllegalStateException("no word");
        }
        return System.nanoTime() - begin;
    }
}
