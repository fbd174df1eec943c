package dev.edgewise.serve.stream;

import java.io.IOException;

/// Why a stream ends: a status code of RFC 6455, section 7.4.1, and one line of text, which must
/// take at most 123 bytes.
final class StreamEnd extends IOException {

    private static final long serialVersionUID = 1;

    static final int NORMAL = 1000;
    static final int GOING_AWAY = 1001;
    static final int UNSUPPORTED = 1003;
    static final int INVALID = 1007;
    static final int POLICY = 1008;
    static final int TOO_BIG = 1009;
    static final int FAILED = 1011;
    static final int LATER = 1013;

    private static final int LONGEST = 123;

    private final int code;

    StreamEnd(int code, String reason) {
        super(reason.length() > LONGEST ? reason.substring(0, LONGEST) : reason);
        this.code = code;
    }

    int code() {
        return code;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
