package dev.edgewise.measure;

import java.io.IOException;

/// A file of samples can't be written or read; the message begins with its name.
public final class SampleException extends IOException {

    private static final long serialVersionUID = 1L;

    public SampleException(String message) {
        super(message);
    }

    public SampleException(String message, Throwable cause) {
        super(message, cause);
    }
}
