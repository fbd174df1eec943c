package dev.edgewise.files.ssh;

import dev.edgewise.files.Archive;
import dev.edgewise.files.UploadFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// What a client asks for to send many files in one stream: the archive that it sends is unpacked
/// into the upload folder. As from GNU tar, a file that isn't taken is complained of, and the
/// others are taken.
final class TarCommand implements StreamCommand.Work {

    /// The only command line that means this.
    static final String LINE = "tar -x -m -f -";

    private static final int SOME_FAILED = 2;

    private final UploadFolder folder;
    private final Transfers transfers;

    TarCommand(UploadFolder folder, Transfers transfers) {
        this.folder = folder;
        this.transfers = transfers;
    }

    @Override
    public int run(InputStream in, OutputStream out, OutputStream err) throws IOException {
        AtomicInteger refused = new AtomicInteger();
        try {
            transfers.begin();
            try {
                Archive.unpack(
                        in,
                        folder,
                        "",
                        why -> {
                            refused.incrementAndGet();
                            complain(err, String.valueOf(why.getMessage()));
                        });
                in.transferTo(OutputStream.nullOutputStream());
            } finally {
                transfers.end();
            }
        } catch (IOException e) {
            complain(err, String.valueOf(e.getMessage()));
            return SOME_FAILED;
        }
        if (refused.get() == 0) {
            return StreamCommand.DONE;
        }
        complain(err, "Exiting with failure status due to previous errors");
        return SOME_FAILED;
    }

    private static void complain(OutputStream err, String what) throws IOException {
        err.write(("tar: " + what + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
