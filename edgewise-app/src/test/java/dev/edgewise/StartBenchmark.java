package dev.edgewise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How long `./edgewise recognize` of one clip takes from start to answer, as a ratio to an empty
/// Java main of the same JDK. Both run in turn, in one run: times of a shared machine say little by
/// themselves.
///
///     mvn -q test-compile
///     java -cp edgewise-app/target/test-classes:edgewise-app/target/classes \
///         dev.edgewise.StartBenchmark [ROUNDS]
public final class StartBenchmark {

    private static final String EMPTY = "class Empty { public static void main(String[] a) {} }";
    private static final String CLIP =
            "edgewise-app/src/main/resources/dev/edgewise/audio/demo/yes/en-us-f.wav";

    private StartBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        Path folder = Files.createTempDirectory("edgewise-start");
        try {
            Path source = Files.writeString(folder.resolve("Empty.java"), EMPTY);
            run(bin.resolve("javac").toString(), source.toString());
            String[] empty = {bin.resolve("java").toString(), "-cp", folder.toString(), "Empty"};
            String[] recognize = {
                Path.of("edgewise").toAbsolutePath().toString(), "recognize", CLIP
            };
            run(recognize);
            List<Double> emptyMillis = new ArrayList<>();
            List<Double> recognizeMillis = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                emptyMillis.add(run(empty));
                recognizeMillis.add(run(recognize));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d rounds, median: empty main %.0f ms, ./edgewise recognize %.0f ms: %.1fx;"
                            + " fastest %.0f and %.0f ms: %.1fx%n",
                    rounds,
                    quantile(emptyMillis, 0.5),
                    quantile(recognizeMillis, 0.5),
                    quantile(recognizeMillis, 0.5) / quantile(emptyMillis, 0.5),
                    quantile(emptyMillis, 0),
                    quantile(recognizeMillis, 0),
                    quantile(recognizeMillis, 0) / quantile(emptyMillis, 0));
        } finally {
            for (String name : List.of("Empty.java", "Empty.class")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.deleteIfExists(folder);
        }
    }

    /// Runs a command to its end and returns how many milliseconds that took.
    private static double run(String... line) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process =
                new ProcessBuilder(line)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        int code = process.waitFor();
        double millis = (System.nanoTime() - began) / 1e6;
        if (code != 0) {
            throw new IOException(String.join(" ", line) + ": ended with " + code);
        }
        return millis;
    }

    private static double quantile(List<Double> values, double q) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[(int) (q * (sorted.length - 1))];
    }
}
