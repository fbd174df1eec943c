package dev.edgewise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Pipes in the file system, for tests of what waits when it is read.
public final class Pipe {

    private Pipe() {}

    /// Makes one at `file`. A test is skipped, and says so, where there is no `mkfifo`.
    public static void at(Path file) throws IOException, InterruptedException {
        Process made;
        try {
            made = new ProcessBuilder("mkfifo", file.toString()).start();
        } catch (IOException e) {
            System.out.println("skipped: no mkfifo on this machine");
            Assumptions.abort("no mkfifo");
            return;
        }
        assertThat(made.waitFor()).isZero();
    }
}
