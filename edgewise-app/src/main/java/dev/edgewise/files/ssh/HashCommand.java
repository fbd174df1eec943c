package dev.edgewise.files.ssh;

import dev.edgewise.files.FileRefusal;
import dev.edgewise.files.FileTooLarge;
import dev.edgewise.files.StoredFile;
import dev.edgewise.files.UploadFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// What a client asks for to compare files: of each name that it sends, ended by a zero byte, the
/// SHA-256 of the file of that name, if there is one. A shell would do the same by the command line
/// [#LINE], and whatever else it asks for isn't run.
final class HashCommand implements StreamCommand.Work {

    /// The only command line that means this.
    static final String LINE = "xargs -0 sha256sum -b -- 2>/dev/null";

    private static final int LONGEST_NAME = 4096;

    private final UploadFolder folder;

    HashCommand(UploadFolder folder) {
        this.folder = folder;
    }

    @Override
    public int run(InputStream in, OutputStream out, OutputStream err) throws IOException {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c != 0) {
                name.write(c);
                if (name.size() > LONGEST_NAME) {
                    return StreamCommand.FAILED;
                }
                continue;
            }
            tell(name.toString(StandardCharsets.UTF_8), out);
            name.reset();
        }
        return StreamCommand.DONE;
    }

    private void tell(String path, OutputStream out) throws IOException {
        try (StoredFile file = folder.open(path)) {
            out.write((file.hash() + " *" + path + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (FileRefusal | FileTooLarge e) {
            // As where it isn't there: nothing is said of it.
            return;
        }
    }
}
