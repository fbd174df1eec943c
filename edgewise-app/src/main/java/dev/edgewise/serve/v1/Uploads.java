package dev.edgewise.serve.v1;

import dev.edgewise.engine.Work;
import dev.edgewise.files.Archive;
import dev.edgewise.files.FileNotKept;
import dev.edgewise.files.FileRefusal;
import dev.edgewise.files.FileTooLarge;
import dev.edgewise.files.StoredFile;
import dev.edgewise.files.UploadFolder;
import dev.edgewise.serve.http.HttpFailure;
import java.io.IOException;
import java.util.Optional;

/// The uploaded files as resources see them, where what can't be had has a status.
///
/// @param given the folder for them, if there is one
record Uploads(Optional<UploadFolder> given) {

    /// The folder.
    ///
    /// @throws HttpFailure 404 if there is none
    UploadFolder folder() throws HttpFailure {
        return given.orElseThrow(
                () ->
                        new HttpFailure(
                                404,
                                "no files: this server was started without a folder for them"
                                        + " (--data)"));
    }

    /// Opens file `path`.
    ///
    /// @throws HttpFailure 404 if there is no such file; 413 if it is too large
    StoredFile open(String path) throws IOException {
        UploadFolder files = folder();
        return refusing(404, () -> files.open(path));
    }

    /// Runs `work`, whose refusal is answered with `status`.
    static <T> T refusing(int status, Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (FileRefusal e) {
            throw new HttpFailure(status, e);
        } catch (FileTooLarge e) {
            throw new HttpFailure(413, e);
        } catch (Archive.Broken e) {
            throw new HttpFailure(400, e);
        } catch (FileNotKept e) {
            throw new HttpFailure(507, e);
        }
    }
}
