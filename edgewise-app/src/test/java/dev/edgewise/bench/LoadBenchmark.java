package dev.edgewise.bench;

import dev.edgewise.http.Deadlines;
import dev.edgewise.measure.ClosedLoop;
import dev.edgewise.measure.ConstantArrivals;
import dev.edgewise.measure.LoadResult;
import dev.edgewise.measure.OpenLoop;
import dev.edgewise.measure.Slices;
import dev.edgewise.measure.Target;
import dev.edgewise.remote.Endpoint;
import dev.edgewise.remote.EndpointSearch;
import dev.edgewise.remote.Faults;
import dev.edgewise.remote.Inputs;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What `edgewise load` can send, against `wrk` on the same server that does nothing, with the same
/// small body and as many connections, in turn: its closed loop, which sends as fast as it can, and
/// its open loop when it is asked for half of wrk's rate.
public final class LoadBenchmark {

    private static final int ROUNDS = 5;
    private static final int SECONDS = 3;
    private static final int CONNECTIONS = 64;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private LoadBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Process server =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                NullServer.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader said = server.inputReader()) {
            String url = said.readLine().substring("listening on ".length());
            measure(url);
        } finally {
            server.destroy();
        }
    }

    private static void measure(String url) throws IOException, InterruptedException {
        Path clip = Files.createTempFile("edgewise-load", ".wav");
        Files.write(
                clip,
                dev.edgewise.audio.WavFile.encode(
                        dev.edgewise.audio.Clip.of(new float[32], 16_000)));
        Endpoint endpoint =
                new EndpointSearch(
                                URI.create(url),
                                Optional.empty(),
                                new Inputs.FromFiles(List.of(clip.toString())),
                                Optional.empty(),
                                Map.of(),
                                1,
                                TIMEOUT)
                        .find();
        byte[] wav = Files.readAllBytes(clip);
        Files.delete(clip);
        double[] wrk = new double[ROUNDS];
        double[] closed = new double[ROUNDS];
        double[] half = new double[ROUNDS];
        List<Target> targets = new ArrayList<>();
        try (FullLoad load = new FullLoad(CONNECTIONS, wav);
                Deadlines deadlines = new Deadlines()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                targets.add(endpoint.connect(deadlines, new Faults()));
            }
            closed(endpoint, targets);
            double first = load.run(url + "/v1/recognize", SECONDS).perSecond();
            open(endpoint, targets, first / 2);
            for (int i = 0; i < ROUNDS; i++) {
                wrk[i] = load.run(url + "/v1/recognize", SECONDS).perSecond();
                closed[i] = closed(endpoint, targets).answeredPerSecond();
                LoadResult result = open(endpoint, targets, wrk[i] / 2);
                half[i] = result.answeredPerSecond() / wrk[i];
                System.out.printf(
                        Locale.ROOT,
                        "%.0f %.0f %.3f late %d alone %d of %d%n",
                        wrk[i],
                        closed[i],
                        half[i],
                        result.late(),
                        result.lateAlone(),
                        result.sent());
            }
        } finally {
            targets.forEach(Target::close);
        }
        double most = ServerProcess.median(wrk);
        System.out.printf(
                Locale.ROOT,
                """
                wrk, %d connections                          %8.0f answers/s
                closed loop, as many                         %8.0f answers/s
                ratio (medians of %d rounds of %d s, in turn) %8.3f, to be at least 0.50
                open loop asked for half of wrk's rate       %8.3f of wrk's rate answered
                """,
                CONNECTIONS,
                most,
                ServerProcess.median(closed),
                ROUNDS,
                SECONDS,
                ServerProcess.median(closed) / most,
                ServerProcess.median(half));
    }

    private static LoadResult closed(Endpoint endpoint, List<Target> targets) {
        return new ClosedLoop(TIMEOUT)
                .run(
                        Duration.ofSeconds(SECONDS),
                        endpoint.items(),
                        targets,
                        new Slices(System::nanoTime));
    }

    private static LoadResult open(Endpoint endpoint, List<Target> targets, double perSecond) {
        return new OpenLoop(TIMEOUT)
                .run(
                        new ConstantArrivals(perSecond),
                        Duration.ofSeconds(SECONDS),
                        endpoint.items(),
                        targets,
                        new Slices(System::nanoTime));
    }
}
