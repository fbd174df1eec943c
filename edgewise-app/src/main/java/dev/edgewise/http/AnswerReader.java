package dev.edgewise.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Reads answers of HTTP/1.1 (RFC 9112) from one connection, strictly: what is ambiguous is no
/// answer, since the next one would be read from the wrong place.
final class AnswerReader {

    /// Gives the bytes that come.
    @FunctionalInterface
    interface Source {
        /// Waits for some; -1 at the end.
        int read(byte[] into, int offset, int length) throws IOException;
    }

    /// The connection ended, or is to be given up, in the middle of an answer.
    static final class Half extends IOException {
        private static final long serialVersionUID = 1;

        Half(String message) {
            super(message);
        }
    }

    /// What came isn't an answer.
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    /// An answer has a larger body than is wanted.
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge(int largest) {
            super("the answer is larger than " + (largest >> 20) + " MiB");
        }
    }

    static final int LARGEST_HEAD = 64 << 10;
    private static final int FIRST_BUFFER = 8 << 10;
    private static final int FIRST_BODY = 1 << 20;
    private static final int LONGEST_LINE = 256;
    private static final int LONGEST_INT = 9;
    private static final int UNTIL_END = -1;
    private static final int CHUNKED = -2;

    private final Source source;
    private final boolean pipelined;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int start;
    private int end;
    private int status;
    private boolean keep;
    private Map<String, String> headers = Map.of();
    private int bodyGot;
    private int bodyWanted;

    AnswerReader(Source source) {
        this(source, false);
    }

    /// @param pipelined whether the next answer may come before it is asked for here
    AnswerReader(Source source, boolean pipelined) {
        this.source = source;
        this.pipelined = pipelined;
    }

    /// Reads the next answer.
    ///
    /// @throws Half if the connection ended after its first byte
    /// @throws Malformed if it is none
    /// @throws TooLarge if its body has more than `largest` bytes
    /// @throws IOException if the connection ended before it, or can't be read
    HttpAnswer next(String address, int largest) throws IOException {
        do {
            head();
        } while (status < 200);
        int length = length();
        byte[] body =
                switch (length) {
                    case CHUNKED -> chunks(largest);
                    case UNTIL_END -> untilEnd(largest);
                    default -> fixed(length, largest);
                };
        if (start < end && !pipelined) {
            throw new Malformed((end - start) + " bytes follow the answer, unasked");
        }
        return new HttpAnswer(address, status, headers, body);
    }

    /// Forgets the answer before: another request goes out.
    void begin() {
        bodyGot = 0;
        bodyWanted = UNTIL_END;
    }

    /// Whether the connection can be used again after the last answer.
    boolean keeps() {
        return keep;
    }

    /// Bytes that have been read and belong to later answers.
    int ahead() {
        return end - start;
    }

    /// How far the answer under way has come, in words; empty before its first byte.
    String progress() {
        if (bodyGot > 0 || bodyWanted >= 0) {
            return bodyGot + (bodyWanted >= 0 ? " of " + bodyWanted : "") + " bytes of it came";
        }
        return end > start ? "a part of its head came" : "";
    }

    private void head() throws IOException {
        int scanned = start;
        int stop;
        while ((stop = blankLine(scanned)) < 0) {
            scanned = Math.max(start, end - 3);
            if (end - start > LARGEST_HEAD) {
                throw new Malformed("its head is larger than 64 KiB");
            }
            int moved = start;
            more(end > start ? "in its head" : "");
            scanned -= moved - start;
        }
        int line = lineEnd(start, stop);
        statusLine(text(start, line));
        Map<String, String> found = new HashMap<>();
        for (int at = line + 2; at < stop; at = line + 2) {
            line = lineEnd(at, stop);
            header(text(at, line), found);
        }
        headers = found;
        start = stop + 2;
    }

    /// Where the blank line that ends the head is, less the line end before it; -1 if not
    /// there.
    private int blankLine(int from) {
        for (int i = from; i + 3 < end; i++) {
            if (buffer[i] == '\r'
                    && buffer[i + 1] == '\n'
                    && buffer[i + 2] == '\r'
                    && buffer[i + 3] == '\n') {
                return i + 2;
            }
        }
        return -1;
    }

    private int lineEnd(int from, int stop) {
        for (int i = from; i < stop; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n') {
                return i;
            }
        }
        return stop;
    }

    private void statusLine(String line) throws Malformed {
        boolean known = line.startsWith("HTTP/1.1 ") || line.startsWith("HTTP/1.0 ");
        if (!known || line.length() < 12 || (line.length() > 12 && line.charAt(12) != ' ')) {
            throw new Malformed("it begins with '" + shortened(line) + "'");
        }
        status = number(line.substring(9, 12), 10);
        if (status < 100) {
            throw new Malformed("it begins with '" + shortened(line) + "'");
        }
        keep = line.charAt(7) == '1';
    }

    private static void header(String line, Map<String, String> into) throws Malformed {
        int colon = line.indexOf(':');
        if (colon <= 0 || line.substring(0, colon).chars().anyMatch(c -> c <= ' ' || c >= 127)) {
            throw new Malformed("a header is '" + shortened(line) + "'");
        }
        into.merge(
                line.substring(0, colon).toLowerCase(Locale.ROOT),
                line.substring(colon + 1).strip(),
                (a, b) -> a + ", " + b);
    }

    private int length() throws Malformed {
        String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
        if (connection.contains("close")) {
            keep = false;
        } else if (connection.contains("keep-alive")) {
            keep = true;
        }
        String coding = headers.get("transfer-encoding");
        String length = headers.get("content-length");
        if (coding != null) {
            if (length != null || !coding.equalsIgnoreCase("chunked")) {
                throw new Malformed(
                        length != null
                                ? "it has both a length and chunks"
                                : "its transfer encoding is '" + shortened(coding) + "'");
            }
            return CHUNKED;
        }
        if (status == 204 || status == 304) {
            return 0;
        }
        if (length == null) {
            keep = false;
            return UNTIL_END;
        }
        // What is no int is larger than anything that is read.
        return length.length() > LONGEST_INT && length.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.MAX_VALUE
                : number(length, 10);
    }

    private byte[] fixed(int length, int largest) throws IOException {
        requireSize(length, largest);
        bodyWanted = length;
        int buffered = Math.min(length, end - start);
        // A length is a promise only: memory is taken as bytes come.
        byte[] body = new byte[Math.max(buffered, Math.min(length, FIRST_BODY))];
        System.arraycopy(buffer, start, body, 0, buffered);
        start += buffered;
        bodyGot = buffered;
        while (bodyGot < length) {
            if (bodyGot == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(length, 2L * body.length));
            }
            int n = source.read(body, bodyGot, body.length - bodyGot);
            if (n < 0) {
                throw new Half(progress());
            }
            bodyGot += n;
        }
        return body;
    }

    private byte[] untilEnd(int largest) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            body.write(buffer, start, end - start);
            start = end;
            bodyGot = body.size();
            requireSize(bodyGot, largest);
            int n = source.read(buffer, 0, buffer.length);
            if (n < 0) {
                return body.toByteArray();
            }
            start = 0;
            end = n;
        }
    }

    private byte[] chunks(int largest) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String line = line();
            int extension = line.indexOf(';');
            int size = number(extension < 0 ? line : line.substring(0, extension).strip(), 16);
            if (size == 0) {
                while (!line().isEmpty()) {
                    // trailers, which say nothing that is used here
                }
                return body.toByteArray();
            }
            requireSize((long) bodyGot + size, largest);
            for (int left = size; left > 0; ) {
                if (start == end) {
                    more("in a chunk");
                }
                int n = Math.min(left, end - start);
                body.write(buffer, start, n);
                start += n;
                left -= n;
                bodyGot += n;
            }
            if (!line().isEmpty()) {
                throw new Malformed("a chunk is longer than its size");
            }
        }
    }

    /// A line of a chunked body, without its end.
    private String line() throws IOException {
        while (true) {
            int stop = lineEnd(start, Math.max(start, end - 1));
            if (stop < end - 1) {
                String line = text(start, stop);
                start = stop + 2;
                return line;
            }
            if (end - start > LARGEST_HEAD) {
                throw new Malformed("a chunk's size has no end");
            }
            more("between chunks");
        }
    }

    /// Reads more behind what there is.
    ///
    /// @param where the answer is, if it has begun; empty if not
    private void more(String where) throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int n = source.read(buffer, end, buffer.length - end);
        if (n < 0) {
            if (where.isEmpty() && bodyGot == 0) {
                throw new IOException("");
            }
            throw new Half(progress());
        }
        end += n;
    }

    private static void requireSize(long size, int largest) throws TooLarge {
        if (size > largest) {
            throw new TooLarge(largest);
        }
    }

    private static int number(String digits, int radix) throws Malformed {
        boolean only =
                !digits.isEmpty()
                        && digits.chars().allMatch(c -> Character.digit(c, radix) >= 0 && c < 127);
        try {
            if (only) {
                return Integer.parseInt(digits, radix);
            }
        } catch (NumberFormatException e) {
            // It is too large, and said below.
        }
        throw new Malformed("'" + shortened(digits) + "' is no length that it can have");
    }

    private String text(int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + "...";
    }
}
