package dev.edgewise.upload;

import java.io.IOException;

/// An upload was told to stop before it was known what is there.
final class Stopped extends IOException {

    private static final long serialVersionUID = 1;

    Stopped() {
        super("stopped");
    }
}
