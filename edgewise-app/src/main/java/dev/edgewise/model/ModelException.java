package dev.edgewise.model;

import java.io.IOException;

/// A model can't be had or used. The message is one line that starts with the model's name or file.
public final class ModelException extends IOException {

    private static final long serialVersionUID = 1;

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
