package dev.edgewise.bench;

import dev.edgewise.audio.DemoClips;
import dev.edgewise.measure.ClosedLoop;
import dev.edgewise.measure.Distribution;
import dev.edgewise.measure.LoadResult;
import dev.edgewise.measure.OpenLoop;
import dev.edgewise.measure.Percentile;
import dev.edgewise.measure.PoissonArrivals;
import dev.edgewise.measure.Status;
import dev.edgewise.measure.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/// What the server does when more is asked than it can do. Its capacity is found by a closed loop;
/// then requests come by a Poisson schedule that waits for nobody, at 70 % of that and at twice
/// that, in turn. The server has one core and the load generator, this process, the others, so
/// that neither takes from the other: both are bound with `taskset`, and where there is but one
/// core the figures mean little.
public final class OverloadBenchmark {

    private static final int ROUNDS = 3;
    private static final int CONNECTIONS = 8;
    private static final int IN_FLIGHT = 64;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LENGTH = Duration.ofSeconds(10);
    private static final String[] QUEUE = {"--threads", "1", "--queue", "16"};

    private OverloadBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        byte[] clip = DemoClips.bytes(DemoClips.paths().getFirst());
        int cores = Runtime.getRuntime().availableProcessors();
        bind("self", cores > 1 ? "1-" + (cores - 1) : "0");
        List<Target> targets = List.of();
        try (ServerProcess server = ServerProcess.start(List.of("taskset", "-c", "0"), QUEUE)) {
            targets = HttpTarget.several(IN_FLIGHT, server.url(), clip, TIMEOUT);
            Load load = new Load(targets);
            load.capacity();
            load.open(load.capacity(), 0);
            double before = server.residentMiB();
            for (int round = 1; round <= ROUNDS; round++) {
                double capacity = load.capacity();
                LoadResult busy = load.open(0.7 * capacity, round);
                LoadResult over = load.open(2 * capacity, round);
                print(round, capacity, busy, over);
            }
            System.out.printf(
                    Locale.ROOT,
                    "memory before and after: %.0f and %.0f MiB%n",
                    before,
                    server.residentMiB());
        } finally {
            targets.forEach(Target::close);
        }
    }

    private record Load(List<Target> targets) {

        double capacity() throws InterruptedException {
            LoadResult result =
                    new ClosedLoop(TIMEOUT)
                            .run(LENGTH, List.of("clip"), targets.subList(0, CONNECTIONS));
            return result.answeredPerSecond();
        }

        LoadResult open(double perSecond, int seed) throws InterruptedException {
            return new OpenLoop(TIMEOUT)
                    .run(
                            new PoissonArrivals(perSecond, new SplittableRandom(seed)),
                            LENGTH,
                            List.of("clip"),
                            targets);
        }
    }

    private static void print(int round, double capacity, LoadResult busy, LoadResult over) {
        Distribution refusals =
                over.phases().getOrDefault(Status.REFUSED, Map.of()).get("total");
        double p50 = millis(busy.latency(), Percentile.P50);
        double p99 = millis(busy.latency(), Percentile.P99);
        System.out.printf(
                Locale.ROOT,
                """
                round %d: capacity %.0f answers/s (closed loop, %d connections)
                70 %%: %s
                70 %%: latency p50 %.2f ms, p99 %.2f ms, ratio %.2f, to be at most 5
                200 %%: %s
                200 %%: answered %.0f/s, of the capacity %.3f, to be at least 0.95
                200 %%: refusals in the server, p99 %s, to be at most 5 ms
                """,
                round,
                capacity,
                CONNECTIONS,
                words(busy),
                p50,
                p99,
                p99 / p50,
                words(over),
                over.answeredPerSecond(),
                over.answeredPerSecond() / capacity,
                refusals == null ? "none" : shown(refusals));
    }

    /// How the load went that was to be made.
    private static String words(LoadResult load) {
        return String.format(
                Locale.ROOT,
                "asked %.0f/s, sent %.0f/s: %s, dropped %d, late %d (sent p99 %s after its moment)",
                load.perSecond(),
                load.sentPerSecond(),
                load.counts(),
                load.dropped(),
                load.late(),
                shown(load.lateness()));
    }

    private static String shown(Distribution distribution) {
        return distribution.percentileMillis(Percentile.P99).isPresent()
                ? String.format(Locale.ROOT, "%.3f ms", millis(distribution, Percentile.P99))
                : "- (" + distribution.whyMissing(Percentile.P99) + ")";
    }

    private static double millis(Distribution distribution, Percentile percentile) {
        return distribution.percentileMillis(percentile).orElse(Double.NaN);
    }

    /// Binds all threads of this process to some cores.
    private static void bind(String who, String cores) throws IOException, InterruptedException {
        String pid = Files.readSymbolicLink(Path.of("/proc", who)).toString();
        Process taskset =
                new ProcessBuilder("taskset", "-acp", cores, pid)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        if (taskset.waitFor() != 0) {
            throw new IOException("taskset could not bind this process to core " + cores);
        }
    }
}
