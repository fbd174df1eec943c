package dev.edgewise.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// A file on its way in. Unless it is finished, closing it leaves nothing behind.
public final class IncomingFile implements AutoCloseable {

    private final String path;
    private final Confinement inside;
    private final long largest;
    private final Path unfinished;
    private final OutputStream out;
    private long size;

    IncomingFile(String path, Confinement inside, long largest) throws IOException {
        this.path = path;
        this.inside = inside;
        this.largest = largest;
        long random = ThreadLocalRandom.current().nextLong();
        unfinished =
                inside.root().resolve(UploadPath.UNFINISHED + HexFormat.of().toHexDigits(random));
        try {
            out =
                    Files.newOutputStream(
                            unfinished,
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS);
        } catch (FileSystemException e) {
            throw FileNotKept.because(path, "can't be written", e);
        }
    }

    /// Takes the next bytes.
    ///
    /// @throws FileTooLarge if these are more bytes than the folder takes
    /// @throws FileNotKept if there is no room for them
    public void write(byte[] bytes, int length) throws IOException {
        size += length;
        if (size > largest) {
            throw new FileTooLarge(path, largest);
        }
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw new FileNotKept(path, "can't be written: " + e.getMessage(), e);
        }
    }

    /// Puts the file in its place.
    ///
    /// @return whether the place was free
    public boolean finish() throws IOException {
        out.close();
        Path file = inside.place(path, true);
        boolean fresh = Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
        try {
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            throw FileNotKept.because(path, "can't be written", e);
        }
        return fresh;
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(unfinished);
    }
}
