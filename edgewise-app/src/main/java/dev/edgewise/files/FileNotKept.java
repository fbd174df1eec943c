package dev.edgewise.files;

import java.io.IOException;

/// A file that the upload folder would take, and could not: its disk is full, say. Nothing of it
/// was kept.
public final class FileNotKept extends IOException {

    private static final long serialVersionUID = 1;

    FileNotKept(String path, String reason, IOException cause) {
        super(FileRefusal.shown(path) + ": " + reason, cause);
    }
}
