package dev.edgewise.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/// Many files in one stream: a tar (POSIX.1-2017, `pax`), so that files cost their bytes and no
/// round trips. It holds regular files alone, in folders that come into being by their paths.
public final class Archive implements AutoCloseable {

    /// What an archive takes for a file besides its bytes, at most, if its path is short: its head,
    /// and what fills the last block.
    public static final int BYTES_A_FILE = 1024;

    private static final int FILE_MODE = 0644;

    /// A file that an archive held.
    public record Unpacked(String path, long size, Sha256 hash) {}

    /// What came is no archive, or none that is whole.
    public static final class Broken extends IOException {

        private static final long serialVersionUID = 1;

        private Broken(Exception cause) {
            super("archive: not a tar, or cut off: " + cause.getMessage(), cause);
        }
    }

    /// Who is told of a file that isn't taken.
    @FunctionalInterface
    public interface Refusals {

        /// A file isn't taken, because of `why`: a [FileRefusal], a [FileTooLarge] or a
        /// [FileNotKept].
        ///
        /// @throws IOException to take none of those that follow either
        void refused(IOException why) throws IOException;
    }

    private final TarArchiveOutputStream tar;

    /// An archive that is written to `out`, which is closed with it.
    public Archive(OutputStream out) {
        tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /// Begins a file of `size` bytes, which are then written to [#out()].
    public void begin(String path, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path);
        entry.setSize(size);
        entry.setMode(FILE_MODE);
        // A time of now would have fractions, which take a kilobyte.
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
    }

    /// Where the file's bytes go.
    public OutputStream out() {
        return tar;
    }

    /// The file is whole.
    public void end() throws IOException {
        tar.closeArchiveEntry();
        tar.flush();
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    /// Puts the files of the archive that `in` gives into `folder`, each whole or not at all, up to
    /// the first that isn't taken. What came before a failure stays.
    ///
    /// @param under the folder inside the folder that their paths begin in; "" for the folder
    /// itself
    /// @throws FileRefusal for a path that no file inside the folder can have, and for whatever is
    /// no
    /// file and no folder
    /// @throws FileTooLarge for a file that is larger than the folder takes
    /// @throws Broken if `in` gives no archive, or ends in the middle of it
    public static List<Unpacked> unpack(InputStream in, UploadFolder folder, String under)
            throws IOException {
        return unpack(
                in,
                folder,
                under,
                why -> {
                    throw why;
                });
    }

    /// The same; `refusals` decides whether it goes on behind a file that isn't taken.
    public static List<Unpacked> unpack(
            InputStream in, UploadFolder folder, String under, Refusals refusals)
            throws IOException {
        List<Unpacked> files = new ArrayList<>();
        TarArchiveInputStream tar = new TarArchiveInputStream(in, StandardCharsets.UTF_8.name());
        for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
            if (entry.isDirectory()) {
                continue;
            }
            String name =
                    entry.getName().startsWith("./")
                            ? entry.getName().substring(2)
                            : entry.getName();
            String path = under.isEmpty() ? name : under + "/" + name;
            try {
                if (!isFile(entry)) {
                    throw new FileRefusal(
                            path, "no file, and nothing else is taken from an archive");
                }
                files.add(new Unpacked(path, entry.getSize(), write(tar, folder, path)));
            } catch (FileRefusal | FileTooLarge | FileNotKept e) {
                refusals.refused(e);
            }
        }
        return files;
    }

    private static Sha256 write(TarArchiveInputStream tar, UploadFolder folder, String path)
            throws IOException {
        MessageDigest digest = Sha256.digest();
        try {
            folder.write(path, new DigestInputStream(tar, digest));
            return Sha256.of(digest);
        } catch (FileRefusal | FileTooLarge | FileNotKept e) {
            throw e;
        } catch (IOException e) {
            throw new Broken(e);
        }
    }

    private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
        try {
            return tar.getNextEntry();
        } catch (IOException | IllegalArgumentException e) {
            throw new Broken(e);
        }
    }

    private static boolean isFile(TarArchiveEntry entry) {
        byte kind = entry.getLinkFlag();
        return !entry.isSparse()
                && (kind == TarConstants.LF_NORMAL
                        || kind == TarConstants.LF_OLDNORM
                        || kind == TarConstants.LF_CONTIG);
    }
}
