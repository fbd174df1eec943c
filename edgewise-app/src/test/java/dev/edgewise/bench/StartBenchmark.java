package dev.edgewise.bench;

import dev.edgewise.SharedData;
import dev.edgewise.audio.DemoClips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How long `./edgewise recognize` of one clip takes from start to answer, as a ratio to a Java
/// main that does nothing, on the same JDK.
public final class StartBenchmark {

    private static final double BOUND = 8;
    private static final int ROUNDS = 40;
    private static final String EMPTY = "class Empty { public static void main(String[] a) {} }";

    private StartBenchmark() {}

    public static void main(String[] args) throws IOException {
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        Path folder = Files.createTempDirectory("edgewise-start");
        Path source = folder.resolve("Empty.java");
        Path clip = folder.resolve("clip.wav");
        try {
            Files.write(clip, DemoClips.bytes(DemoClips.paths().getFirst()));
            Files.writeString(source, EMPTY);
            timed(bin.resolve("javac").toString(), source.toString());
            String java = bin.resolve("java").toString();
            String edgewise = SharedData.projectRoot().resolve("edgewise").toString();
            InTurn.print(
                    "./edgewise recognize CLIP, start to answer",
                    "an empty Java main",
                    InTurn.measure(
                            () -> timed(edgewise, "recognize", clip.toString()),
                            () -> timed(java, "-cp", folder.toString(), "Empty"),
                            new InTurn.Size(ROUNDS, 1, 2)),
                    BOUND);
        } finally {
            for (Path file : List.of(clip, source, folder.resolve("Empty.class"), folder)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// Runs a command to its end and returns how many nanoseconds that took.
    private static long timed(String... line) throws IOException {
        long began = System.nanoTime();
        Process process =
                new ProcessBuilder(line)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            int code = process.waitFor();
            long took = System.nanoTime() - began;
            if (code != 0) {
                throw new IOException(String.join(" ", line) + ": ended with " + code);
            }
            return took;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a command ran", e);
        } finally {
            process.destroy();
        }
    }
}
