package dev.edgewise.cli;

import java.io.IOException;
import java.io.OutputStream;

/// Ties this process to the one that started it: it ends when its standard input does, so that no
/// child outlives its parent.
final class Attached {

    private Attached() {}

    /// Ends this process, as if by a signal, once standard input ends.
    static void watch() {
        Thread.ofPlatform()
                .daemon()
                .name("attached")
                .start(
                        () -> {
                            try {
                                System.in.transferTo(OutputStream.nullOutputStream());
                            } catch (IOException e) {
                                // as good as its end
                            }
                            System.exit(Main.DONE);
                        });
    }
}
