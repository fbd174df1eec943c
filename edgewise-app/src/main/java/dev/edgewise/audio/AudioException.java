package dev.edgewise.audio;

import java.io.IOException;

/// Audio can't be read. The message is one line that starts with the file's name.
public final class AudioException extends IOException {

    private static final long serialVersionUID = 1;

    public AudioException(String message) {
        super(message);
    }
}
