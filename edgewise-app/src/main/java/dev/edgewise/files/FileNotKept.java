package dev.edgewise.files;

import java.io.IOException;
import java.nio.file.FileSystemException;

/// A file that the upload folder would take, and could not: its disk is full, say. Nothing of it
/// was kept.
public final class FileNotKept extends IOException {

    private static final long serialVersionUID = 1;

    /// The reason alone: a file system's own message holds paths that are none of the client's
    /// business.
    static FileNotKept because(String path, String what, FileSystemException e) {
        String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
        return new FileNotKept(path, what + ": " + reason, e);
    }

    FileNotKept(String path, String reason, IOException cause) {
        super(FileRefusal.shown(path) + ": " + reason, cause);
    }
}
