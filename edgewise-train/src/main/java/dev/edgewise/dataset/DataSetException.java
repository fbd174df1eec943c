package dev.edgewise.dataset;

import java.io.IOException;

/// A data set isn't there, can't be got or can't be read. The message is one line that starts with
/// the culprit.
public final class DataSetException extends IOException {

    private static final long serialVersionUID = 1;

    DataSetException(String message) {
        super(message);
    }

    DataSetException(String message, Throwable cause) {
        super(message, cause);
    }
}
