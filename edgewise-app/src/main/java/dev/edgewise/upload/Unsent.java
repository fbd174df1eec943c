package dev.edgewise.upload;

import java.io.IOException;

/// One file that is not there in the end, while others may be: it has vanished or changed, or the
/// server refuses it. The message is a line that begins with its path.
final class Unsent extends IOException {

    private static final long serialVersionUID = 1;

    Unsent(String message) {
        super(message);
    }
}
