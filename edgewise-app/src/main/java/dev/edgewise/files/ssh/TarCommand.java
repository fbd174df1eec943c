package dev.edgewise.files.ssh;

import dev.edgewise.files.Archive;
import dev.edgewise.files.UploadFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// What a client asks for to send many files in one stream: the archive that it sends is unpacked
/// into the upload folder.
final class TarCommand implements StreamCommand.Work {

    /// The only command line that means this.
    static final String LINE = "tar -x -m -f -";

    private final UploadFolder folder;
    private final Transfers transfers;

    TarCommand(UploadFolder folder, Transfers transfers) {
        this.folder = folder;
        this.transfers = transfers;
    }

    @Override
    public int run(InputStream in, OutputStream out, OutputStream err) throws IOException {
        try {
            transfers.begin();
            try {
                Archive.unpack(in, folder, "");
                in.transferTo(OutputStream.nullOutputStream());
                return StreamCommand.DONE;
            } finally {
                transfers.end();
            }
        } catch (IOException e) {
            err.write(("tar: " + e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
            return StreamCommand.FAILED;
        }
    }
}
