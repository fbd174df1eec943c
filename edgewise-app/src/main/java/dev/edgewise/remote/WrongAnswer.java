package dev.edgewise.remote;

import java.io.IOException;

/// An answer that can't be the right one.
final class WrongAnswer extends IOException {

    private static final long serialVersionUID = 1;

    private final String kind;

    /// @param kind what all answers that are wrong in this way have in common: "wrong id"
    /// @param message what was expected, and what came
    WrongAnswer(String kind, String message) {
        super(message);
        this.kind = kind;
    }

    String kind() {
        return kind;
    }
}
