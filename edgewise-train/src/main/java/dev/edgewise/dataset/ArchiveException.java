package dev.edgewise.dataset;

import java.io.IOException;

/// An archive that won't be unpacked, now or ever. The message says why, without its name.
final class ArchiveException extends IOException {

    private static final long serialVersionUID = 1;

    ArchiveException(String message) {
        super(message);
    }

    ArchiveException(String message, Throwable cause) {
        super(message, cause);
    }
}
