package dev.edgewise.bench;

import dev.edgewise.audio.DemoClips;
import dev.edgewise.measure.Status;
import dev.edgewise.measure.Target;
import dev.edgewise.measure.load.ClosedLoop;
import dev.edgewise.measure.load.Distribution;
import dev.edgewise.measure.load.LoadResult;
import dev.edgewise.measure.load.LoadWatch;
import dev.edgewise.measure.load.OpenLoop;
import dev.edgewise.measure.load.PoissonArrivals;
import dev.edgewise.measure.statistics.Percentile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// What the server does when more is asked than it can do. Its capacity is found by a closed loop;
/// then requests come by a Poisson schedule that waits for nobody, at 70 % of that and at twice
/// that, in turn. The server has one core and the load generator, this process, the others, so
/// that neither takes from the other: both are bound with `taskset`, and where there is but one
/// core the figures mean little.
public final class OverloadBenchmark {

    private static final int ROUNDS = 8;
    private static final int CONNECTIONS = 8;
    private static final int IN_FLIGHT = 64;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LENGTH = Duration.ofSeconds(4);
    private static final List<String> ITEMS = List.of(Lines.CLIP);
    private static final String[] QUEUE = {"--threads", "1", "--queue", "16"};

    private final List<Target> targets;
    private final double[] capacity = new double[ROUNDS];
    private final double[] answered = new double[ROUNDS];
    private final List<LoadResult> busy = new ArrayList<>();
    private final List<LoadResult> over = new ArrayList<>();

    private OverloadBenchmark(List<Target> targets) {
        this.targets = targets;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        byte[] clip = DemoClips.bytes(DemoClips.paths().getFirst());
        int cores = Runtime.getRuntime().availableProcessors();
        bind("self", cores > 1 ? "1-" + (cores - 1) : "0");
        try (ServerProcess server = ServerProcess.start(List.of("taskset", "-c", "0"), QUEUE);
                Lines lines = new Lines(IN_FLIGHT, server.url(), clip, TIMEOUT)) {
            OverloadBenchmark benchmark = new OverloadBenchmark(lines.targets());
            benchmark.warmUp();
            double before = server.residentMiB();
            for (int round = 0; round < ROUNDS; round++) {
                benchmark.round(round);
            }
            benchmark.print();
            System.out.printf(
                    Locale.ROOT,
                    "memory before the first round and after the last  %.0f and %.0f MiB%n",
                    before,
                    server.residentMiB());
        }
    }

    private void warmUp() throws InterruptedException {
        open(closed(), 0);
        open(2 * closed(), 0);
    }

    private void round(int round) throws InterruptedException {
        capacity[round] = closed();
        busy.add(open(0.7 * capacity[round], round));
        LoadResult most = open(2 * capacity[round], round);
        over.add(most);
        answered[round] = most.answeredPerSecond();
    }

    private double closed() {
        return new ClosedLoop(TIMEOUT)
                .run(LENGTH, ITEMS, targets.subList(0, CONNECTIONS), LoadWatch.NOBODY)
                .answeredPerSecond();
    }

    private LoadResult open(double perSecond, int seed) throws InterruptedException {
        return new OpenLoop(TIMEOUT)
                .run(
                        new PoissonArrivals(perSecond, new SplittableRandom(seed)),
                        LENGTH,
                        ITEMS,
                        targets);
    }

    private void print() {
        double p50 = millis(latency(), Percentile.P50);
        double p99 = millis(latency(), Percentile.P99);
        double most = ServerProcess.median(capacity);
        double overloaded = ServerProcess.median(answered);
        System.out.printf(
                Locale.ROOT,
                """
                capacity, %d connections in a closed loop        %8.0f answers/s
                at 70 %% of it: %s
                latency p50                                     %8.2f ms
                latency p99                                     %8.2f ms
                ratio                                           %8.2f, to be at most 5
                at twice it: %s
                answered                                        %8.0f answers/s
                ratio to the capacity (medians of %d rounds of %d s, in turn) %8.3f, to be at least 0.95
                refusals in the server, p99 of total  %s, to be at most 5 ms
                """,
                CONNECTIONS,
                most,
                words(busy),
                p50,
                p99,
                p99 / p50,
                words(over),
                overloaded,
                ROUNDS,
                LENGTH.toSeconds(),
                overloaded / most,
                shown(refusals()));
    }

    private Distribution latency() {
        return Distribution.merged(busy.stream().map(LoadResult::latency).toList());
    }

    private Distribution refusals() {
        return Distribution.merged(
                over.stream()
                        .map(load -> load.phases().getOrDefault(Status.REFUSED, Map.of()))
                        .flatMap(phases -> Stream.ofNullable(phases.get("total")))
                        .toList());
    }

    /// How the loads went that were to be made.
    private static String words(List<LoadResult> loads) {
        return String.format(
                Locale.ROOT,
                "answered %d, refused %d, failed %d, timed out %d, dropped %d, late %d (p99 %s)",
                sum(loads, Status.ANSWERED),
                sum(loads, Status.REFUSED),
                sum(loads, Status.FAILED),
                sum(loads, Status.TIMED_OUT),
                loads.stream().mapToLong(LoadResult::dropped).sum(),
                loads.stream().mapToLong(LoadResult::late).sum(),
                shown(Distribution.merged(loads.stream().map(LoadResult::lateness).toList())));
    }

    private static long sum(List<LoadResult> loads, Status status) {
        return loads.stream().mapToLong(load -> load.count(status)).sum();
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
