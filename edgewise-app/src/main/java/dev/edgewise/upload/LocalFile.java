package dev.edgewise.upload;

import dev.edgewise.files.FileRefusal;
import dev.edgewise.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file that is to be uploaded, as it was when the upload began.
///
/// @param path inside the folder, with `/` between the names
record LocalFile(String path, Path file, long size, Sha256 hash) {

    /// Its bytes.
    ///
    /// @throws Unsent if it is not what it was
    byte[] bytes() throws Unsent {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw unread(e);
        }
        if (!Sha256.of(bytes).equals(hash)) {
            throw changed();
        }
        return bytes;
    }

    /// Opens it to be read a few bytes at a time.
    ///
    /// @throws Unsent if it is gone or can't be read
    InputStream open() throws Unsent {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw unread(e);
        }
    }

    Unsent changed() {
        return unsent("changed while it was uploaded");
    }

    /// @param why the server's words
    Unsent refused(String why) {
        return unsent("refused: " + why);
    }

    /// Others before it ended what it was to be sent with.
    Unsent unreached() {
        return unsent("not sent, because the server stopped before it");
    }

    /// It isn't there, because of `why`.
    Unsent unsent(String why) {
        return new Unsent(FileRefusal.shown(path) + ": " + why);
    }

    private Unsent unread(IOException e) {
        return unsent(
                e instanceof NoSuchFileException
                        ? "vanished while the folder was uploaded"
                        : "can't be read");
    }
}
