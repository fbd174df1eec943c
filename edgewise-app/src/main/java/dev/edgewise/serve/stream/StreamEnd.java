package dev.edgewise.serve.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/// Why a stream ends: a status code of RFC 6455, section 7.4.1, and one line of text, which is
/// cut to the 123 bytes that it may take.
final class StreamEnd extends IOException {

    private static final long serialVersionUID = 1;

    static final int NORMAL = 1000;
    static final int GOING_AWAY = 1001;
    static final int PROTOCOL = 1002;
    static final int UNSUPPORTED = 1003;
    static final int INVALID = 1007;
    static final int POLICY = 1008;
    static final int TOO_BIG = 1009;
    static final int FAILED = 1011;
    static final int LATER = 1013;

    private static final int LONGEST = 123;

    private final int code;

    StreamEnd(int code, String reason) {
        super(cut(reason));
        this.code = code;
    }

    /// As much of it as fits, without half a character.
    private static String cut(String reason) {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        CharBuffer chars = CharBuffer.wrap(reason);
        StandardCharsets.UTF_8.newEncoder().encode(chars, bytes, true);
        return reason.substring(0, chars.position());
    }

    int code() {
        return code;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
