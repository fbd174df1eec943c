package dev.edgewise.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A standard stream in UTF-8, whatever the locale says. When it can't be written any more, it ends
/// the command that writes: a [PrintStream] alone would go on and tell nobody.
final class Output extends OutputStream {

    /// Standard output is gone.
    static final class Lost extends RuntimeException {

        private static final long serialVersionUID = 1;

        Lost(IOException cause) {
            super("standard output: " + cause.getMessage(), cause);
        }

        /// Whether its reader left, as `head` does: that is no failure to tell of.
        boolean readerLeft() {
            String reason = String.valueOf(getMessage()).toLowerCase(Locale.ROOT);
            return reason.contains("pipe");
        }
    }

    private final FileOutputStream file;

    private Output(FileDescriptor descriptor) {
        file = new FileOutputStream(descriptor);
    }

    /// Makes `System.out` such a stream, and `System.err` speak UTF-8.
    static void install() {
        System.setOut(
                new PrintStream(new Output(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(
                new PrintStream(
                        new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            file.write(bytes, offset, length);
        } catch (IOException e) {
            throw new Lost(e);
        }
    }
}
