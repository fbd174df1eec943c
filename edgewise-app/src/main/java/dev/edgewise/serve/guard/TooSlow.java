package dev.edgewise.serve.guard;

import io.helidon.webserver.CloseConnectionException;

/// The connection's other side was cut off, because it was too slow.
@SuppressWarnings("serial") // Nobody writes it down.
public final class TooSlow extends CloseConnectionException {

    private static final String MESSAGE = "the other side was too slow";

    TooSlow() {
        super(MESSAGE);
    }

    TooSlow(Throwable cause) {
        super(MESSAGE, cause);
    }
}
