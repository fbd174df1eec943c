package dev.edgewise.bench;

import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Sample;
import dev.edgewise.measure.SampleException;
import dev.edgewise.measure.SampleReader;
import dev.edgewise.measure.SampleWriter;
import dev.edgewise.measure.Stage;
import dev.edgewise.measure.Status;
import dev.edgewise.measure.statistics.BlockBootstrap;
import dev.edgewise.measure.statistics.Checks;
import dev.edgewise.measure.statistics.Percentile;
import dev.edgewise.measure.statistics.Series;
import dev.edgewise.measure.statistics.Summary;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/// A run of a million samples, from its file to all that is said of it, in a JVM of its own with
/// 512 MB: the time, and the most memory that the process had.
public final class MillionBenchmark {

    private static final int SAMPLES = 1_000_000;
    private static final double MOST_SECONDS = 10;
    private static final int MOST_MEGABYTES = 512;

    /// What is left for the JVM itself is enough.
    private static final int HEAP_MEGABYTES = 350;

    private MillionBenchmark() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 1) {
            summarise(Path.of(args[0]));
            return;
        }
        Path file = Files.createTempFile("edgewise-million", ".jsonl");
        try {
            write(file);
            Process child =
                    new ProcessBuilder(
                                    ProcessHandle.current().info().command().orElse("java"),
                                    "-Xmx" + HEAP_MEGABYTES + "m",
                                    "-classpath",
                                    System.getProperty("java.class.path"),
                                    MillionBenchmark.class.getName(),
                                    file.toString())
                            .inheritIO()
                            .start();
            if (child.waitFor() != 0) {
                throw new IOException("summarising failed: exit code " + child.exitValue());
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void write(Path file) throws SampleException {
        SplittableRandom random = new SplittableRandom(1);
        try (SampleWriter writer = SampleWriter.create(file)) {
            for (int i = 0; i < SAMPLES; i++) {
                long nanos = (long) (2e6 * Math.exp(0.5 * random.nextGaussian()));
                Map<String, Long> phases = new LinkedHashMap<>();
                for (String phase : List.of("read", "queue", "decode", "predict", "encode")) {
                    phases.put(phase, nanos / 8);
                }
                writer.write(
                        new Sample(
                                i / 50 % 2 == 0 ? "edge-http" : "remote-path",
                                i / 100,
                                i % 50,
                                "clips/word-" + random.nextInt(2_000) + ".wav",
                                Stage.MEASURED,
                                i * 1_000_000L,
                                2_000_000_000L,
                                new Outcome(Status.ANSWERED, nanos, phases, 32_044, 310, "yes")));
            }
        }
    }

    private static void summarise(Path file) throws IOException {
        long begin = System.nanoTime();
        List<Sample> samples = SampleReader.read(file);
        long read = System.nanoTime();
        Series all = Series.of(samples);
        Series edge = of(samples, "edge-http");
        Series remote = of(samples, "remote-path");
        BlockBootstrap bootstrap = new BlockBootstrap(new SplittableRandom(1));
        Summary summary = Summary.of(all, new SplittableRandom(1));
        for (Percentile percentile : Percentile.values()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-6s %8.3f ms, %s%n",
                    percentile.label(),
                    summary.percentileMillis(percentile).orElseThrow(),
                    bootstrap.percentile(all, percentile).interval());
        }
        System.out.printf(
                Locale.ROOT,
                "mean   %8.3f ms, %s; %s; %d outliers in the box plot%n",
                summary.mean().value(),
                summary.mean().interval(),
                summary.shape(),
                summary.box().outliers().size());
        System.out.println("difference of the means " + bootstrap.difference(edge, remote));
        System.out.println(
                "difference of the p99s  " + bootstrap.difference(edge, remote, Percentile.P99));
        Checks checks = Checks.of(all);
        System.out.println(checks.outlierSentence() + " " + checks.warnings());
        long end = System.nanoTime();
        System.out.printf(
                Locale.ROOT,
                "%,d samples: read in %.1f s, summarised in %.1f s; together %.1f, to be at most"
                        + " %.0f%n",
                samples.size(),
                (read - begin) / 1e9,
                (end - read) / 1e9,
                (end - begin) / 1e9,
                MOST_SECONDS);
        System.out.printf(
                Locale.ROOT,
                "CPU time of the process %.1f s, most memory %s, to be at most %d MB%n",
                cpuSeconds(),
                mostMemory(),
                MOST_MEGABYTES);
    }

    private static Series of(List<Sample> samples, String place) {
        return Series.of(samples.stream().filter(s -> s.place().equals(place)).toList());
    }

    private static double cpuSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(time -> time.toMillis() / 1e3)
                .orElse(Double.NaN);
    }

    /// The process's, as Linux counts it; elsewhere the heap's.
    private static String mostMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            long bytes =
                    ManagementFactory.getMemoryPoolMXBeans().stream()
                            .mapToLong(pool -> pool.getPeakUsage().getUsed())
                            .sum();
            return bytes / 1_000_000 + " MB (heap and code)";
        }
        String line =
                Files.readAllLines(status).stream()
                        .filter(text -> text.startsWith("VmHWM:"))
                        .findFirst()
                        .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1_000_000 + " MB";
    }
}
