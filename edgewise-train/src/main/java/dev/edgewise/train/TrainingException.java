package dev.edgewise.train;

import java.io.IOException;

/// A network can't be trained, or its file can't be made. The message is one line that starts with
/// the culprit.
final class TrainingException extends IOException {

    private static final long serialVersionUID = 1;

    TrainingException(String message) {
        super(message);
    }

    TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
