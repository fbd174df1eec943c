package dev.edgewise.files;

import java.io.IOException;

/// What the other side of an SCP session says when it doesn't take or give a file.
final class ScpRefusal extends IOException {

    private static final long serialVersionUID = 1;

    ScpRefusal(String message) {
        super(message);
    }
}
