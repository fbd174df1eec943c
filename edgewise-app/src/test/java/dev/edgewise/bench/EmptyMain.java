package dev.edgewise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A Java main that does nothing, compiled and run by the JDK that runs this: what every Java
/// program's start is measured against.
final class EmptyMain implements AutoCloseable {

    private static final String SOURCE = "class Empty { public static void main(String[] a) {} }";
    private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");

    private final Path folder;

    private EmptyMain(Path folder) {
        this.folder = folder;
    }

    static EmptyMain compile() throws IOException {
        EmptyMain empty = new EmptyMain(Files.createTempDirectory("edgewise-start"));
        Path source = Files.writeString(empty.folder.resolve("Empty.java"), SOURCE);
        timed(BIN.resolve("javac").toString(), source.toString());
        return empty;
    }

    /// Runs it, and returns how many nanoseconds that took.
    long run() throws IOException {
        return timed(BIN.resolve("java").toString(), "-cp", folder.toString(), "Empty");
    }

    /// Runs a command to its end and returns how many nanoseconds that took.
    static long timed(String... line) throws IOException {
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

    @Override
    public void close() throws IOException {
        for (String file : List.of("Empty.java", "Empty.class")) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.deleteIfExists(folder);
    }
}
