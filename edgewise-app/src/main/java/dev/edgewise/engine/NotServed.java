package dev.edgewise.engine;

import java.io.IOException;

/// A model, or a version of one, that isn't there to be asked.
public final class NotServed extends IOException {

    private static final long serialVersionUID = 1;

    private final boolean known;

    NotServed(String message, boolean known) {
        super(message);
        this.known = known;
    }

    /// Whether there is such a model, which just can't be asked now.
    public boolean known() {
        return known;
    }
}
