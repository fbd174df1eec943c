package dev.edgewise.bench;

import dev.edgewise.measure.Target;
import dev.edgewise.measure.load.ClosedLoop;
import dev.edgewise.measure.load.ConstantArrivals;
import dev.edgewise.measure.load.LoadResult;
import dev.edgewise.measure.load.OpenLoop;
import dev.edgewise.measure.load.Slices;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What `edgewise load` can send, against `wrk` on the same server that does nothing, with the
/// same small body and as many connections, in turn: a closed loop, which sends as fast as it
/// can, and an open loop that is asked for half of what wrk got just before. Answers are
/// checked and recorded as the command does it. Needs wrk.
public final class LoadBenchmark {

    private static final int ROUNDS = 7;
    private static final int SECONDS = 3;
    private static final int CONNECTIONS = 64;
    private static final double BOUND = 0.5;
    private static final Duration LENGTH = Duration.ofSeconds(SECONDS);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final List<String> ITEMS = List.of(Lines.CLIP);
    private static final byte[] BODY = new byte[64];

    private LoadBenchmark() {}

    public static void main(String[] args) throws IOException {
        Process server =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                NullServer.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader said = server.inputReader()) {
            String line = String.valueOf(said.readLine());
            measure(line.substring(line.indexOf("http")));
        } finally {
            server.destroy();
        }
    }

    private static void measure(String url) throws IOException {
        double[] wrk = new double[ROUNDS];
        double[] closed = new double[ROUNDS];
        double[] ratio = new double[ROUNDS];
        double[] half = new double[ROUNDS];
        double[] late = new double[ROUNDS];
        try (FullLoad load = new FullLoad(CONNECTIONS, BODY);
                Lines lines = new Lines(CONNECTIONS, url, BODY, TIMEOUT)) {
            if (!load.generator().equals("wrk")) {
                throw new IOException("wrk: not installed, and there is nothing to compare with");
            }
            closed(lines.targets());
            open(lines.targets(), load.run(url + "/v1/recognize", SECONDS).perSecond() / 2);
            for (int i = 0; i < ROUNDS; i++) {
                wrk[i] = load.run(url + "/v1/recognize", SECONDS).perSecond();
                closed[i] = closed(lines.targets()).answeredPerSecond();
                ratio[i] = closed[i] / wrk[i];
                LoadResult result = open(lines.targets(), wrk[i] / 2);
                half[i] = result.answeredPerSecond() / wrk[i];
                late[i] = (double) result.lateAlone() / result.sent();
            }
        }
        System.out.printf(
                Locale.ROOT,
                """
                wrk, one thread, %d connections                      %8.0f answers/s
                closed loop, as many connections                     %8.0f answers/s
                ratio (median of %d rounds of %d s, in turn)           %8.3f, to be at least %.2f
                open loop asked for half of wrk's rate, to wrk's rate %7.3f, to be %.2f
                of those, late by the generator itself               %8.3f
                """,
                CONNECTIONS,
                ServerProcess.median(wrk),
                ServerProcess.median(closed),
                ROUNDS,
                SECONDS,
                ServerProcess.median(ratio),
                BOUND,
                ServerProcess.median(half),
                BOUND,
                ServerProcess.median(late));
    }

    private static LoadResult closed(List<Target> targets) {
        return new ClosedLoop(TIMEOUT).run(LENGTH, ITEMS, targets, new Slices(System::nanoTime));
    }

    private static LoadResult open(List<Target> targets, double perSecond) {
        return new OpenLoop(TIMEOUT)
                .run(
                        new ConstantArrivals(perSecond),
                        LENGTH,
                        ITEMS,
                        targets,
                        new Slices(System::nanoTime));
    }
}
