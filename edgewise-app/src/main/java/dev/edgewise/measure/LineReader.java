package dev.edgewise.measure;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Reads a file of lines that a measurement wrote ([LineFile]), and may have been killed while it
/// wrote the last: what has no end is told apart from lines, wherever it was cut, be it in the
/// middle of a character. Used by one thread.
public final class LineReader implements AutoCloseable {

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private byte[] bytes = new byte[1 << 16];
    private int from;
    private int to;

    private LineReader(InputStream in) {
        this.in = in;
    }

    /// Opens a file at its begin.
    ///
    /// @throws IOException if it can't be read
    public static LineReader open(Path path) throws IOException {
        // Buffered by this class.
        return new LineReader(new FileInputStream(path.toFile()));
    }

    /// The next line without its end; null when there is none any more.
    ///
    /// @throws IOException if it can't be read, or isn't text (UTF-8)
    public @Nullable String next() throws IOException {
        int end = from;
        while (true) {
            while (end < to && bytes[end] != '\n') {
                end++;
            }
            if (end < to) {
                return text(end);
            }
            end -= from;
            if (!fill()) {
                return null;
            }
        }
    }

    /// Whether something follows the last line that has no end. To be asked when there is no line
    /// any more.
    public boolean cutOff() {
        return to > from;
    }

    private String text(int end) throws IOException {
        String text = decoder.decode(ByteBuffer.wrap(bytes, from, end - from)).toString();
        from = end + 1;
        return text;
    }

    /// Moves what is left to the front, and reads on behind it.
    private boolean fill() throws IOException {
        byte[] room = to - from == bytes.length ? new byte[2 * bytes.length] : bytes;
        System.arraycopy(bytes, from, room, 0, to - from);
        bytes = room;
        to -= from;
        from = 0;
        int read = in.read(bytes, to, bytes.length - to);
        to += Math.max(0, read);
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
