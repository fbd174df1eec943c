package dev.edgewise.oip;

import java.io.IOException;

/// A message that the protocol doesn't allow. The message is one line that names the part and what
/// was expected.
public final class OipException extends IOException {

    private static final long serialVersionUID = 1;

    public OipException(String message) {
        super(message);
    }

    OipException(String message, Throwable cause) {
        super(message, cause);
    }
}
