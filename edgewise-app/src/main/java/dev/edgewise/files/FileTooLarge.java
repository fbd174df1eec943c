package dev.edgewise.files;

import java.io.IOException;

/// A file that is larger than the upload folder takes. Nothing of it was kept.
public final class FileTooLarge extends IOException {

    private static final long serialVersionUID = 1;

    FileTooLarge(String path, long limit) {
        super(FileRefusal.shown(path) + ": larger than " + limit + " bytes");
    }
}
