package dev.edgewise.bench;

import dev.edgewise.Command;
import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Sample;
import dev.edgewise.measure.SampleReader;
import dev.edgewise.measure.SampleWriter;
import dev.edgewise.measure.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A run of a million samples: `edgewise report` as a process of 512 MB, from the run's folder to
/// text, JSON and page; its time, and the most memory that it had. The samples are those of a short
/// run, again and again, each time a little longer or shorter.
public final class MillionBenchmark {

    private static final int SAMPLES = 1_000_000;
    private static final double MOST_SECONDS = 10;
    private static final int MOST_MEGABYTES = 512;

    /// What is left for the JVM itself is enough.
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xmx380m");

    private static final Pattern MOST_MEMORY = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private MillionBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("edgewise-million");
        Path run = folder.resolve("run");
        try {
            Command.Result made =
                    Command.runIn(
                            folder, "compare", "--link=loopback", "--requests=300", "--out=run");
            if (made.exitCode() != 0) {
                throw new IOException(made.err());
            }
            long samples = multiply(run.resolve("samples.jsonl"));
            report(run, samples);
        } finally {
            for (String name :
                    List.of(
                            "samples.jsonl",
                            "resources.jsonl",
                            "study.json",
                            "result.json",
                            "index.html")) {
                Files.deleteIfExists(run.resolve(name));
            }
            Files.deleteIfExists(folder.resolve("text"));
            Files.deleteIfExists(run);
            Files.delete(folder);
        }
    }

    private static long multiply(Path file) throws IOException {
        List<Sample> once = SampleReader.readWholeLines(file).samples();
        int blocks = 1 + once.stream().mapToInt(Sample::block).max().orElseThrow();
        long nanos = 1 + once.stream().mapToLong(Sample::startNanos).max().orElseThrow();
        SplittableRandom random = new SplittableRandom(1);
        long count = 0;
        try (SampleWriter writer = SampleWriter.create(file)) {
            for (int turn = 0; count < SAMPLES; turn++) {
                for (Sample sample : once) {
                    if (turn == 0 || sample.stage() != Stage.WARM_UP) {
                        writer.write(varied(sample, turn * blocks, turn * nanos, random));
                        count++;
                    }
                }
            }
        }
        return count;
    }

    private static Sample varied(Sample sample, int blocks, long nanos, SplittableRandom random) {
        Outcome outcome = sample.outcome();
        return new Sample(
                sample.place(),
                sample.block() + blocks,
                sample.index(),
                sample.item(),
                sample.stage(),
                sample.startNanos() + nanos,
                sample.timeoutNanos(),
                new Outcome(
                        outcome.status(),
                        Math.round(outcome.nanos() * Math.exp(0.1 * random.nextGaussian())),
                        outcome.phaseNanos(),
                        outcome.bytesOut(),
                        outcome.bytesIn(),
                        outcome.detail()));
    }

    private static void report(Path run, long samples) throws IOException, InterruptedException {
        List<String> line = Command.line("report", run.toString());
        line.addAll(1, FLAGS);
        Path text = run.resolveSibling("text");
        long begin = System.nanoTime();
        Process process =
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(text.toFile())
                        .start();
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        long kilobytes = 0;
        double cpuSeconds = 0;
        while (process.isAlive()) {
            kilobytes = Math.max(kilobytes, mostMemory(status));
            cpuSeconds =
                    process.info()
                            .totalCpuDuration()
                            .map(time -> time.toMillis() / 1e3)
                            .orElse(cpuSeconds);
            Thread.sleep(10);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (process.exitValue() != 0) {
            throw new IOException(Files.readString(text));
        }
        System.out.printf(
                Locale.ROOT,
                """
                edgewise report of %,d samples  %6.1f s, to be at most %.0f
                its processor time                     %6.1f s
                the most memory that it had            %6d MB, to be at most %d
                its page                               %6.1f MB
                """,
                samples,
                seconds,
                MOST_SECONDS,
                cpuSeconds,
                kilobytes * 1024 / 1_000_000,
                MOST_MEGABYTES,
                Files.size(run.resolve("index.html")) / 1e6);
    }

    /// In kilobytes of 1,024 bytes; 0 where it isn't told.
    private static long mostMemory(Path status) throws IOException {
        try {
            Matcher most = MOST_MEMORY.matcher(Files.readString(status));
            return most.find() ? Long.parseLong(most.group(1)) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
