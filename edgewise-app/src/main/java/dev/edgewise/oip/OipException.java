package dev.edgewise.oip;

import java.io.IOException;

/// A message that the protocol doesn't allow. The message is one line that names the part and what
/// was expected.
public final class OipException extends IOException {

    private static final long serialVersionUID = 1;

    /// Names and numbers in a message come from a client, and may be of any length.
    private static final int LONGEST = 1000;

    public OipException(String message) {
        super(cut(message));
    }

    public OipException(String message, Throwable cause) {
        super(cut(message), cause);
    }

    private static String cut(String message) {
        return message.length() > LONGEST ? message.substring(0, LONGEST) + "..." : message;
    }
}
