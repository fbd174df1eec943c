package dev.edgewise.dataset;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Unpacks a gzipped tar archive from a stranger into a folder: files and folders, nothing else,
/// nowhere else, and not without end.
final class Unpacking {

    /// How much an archive may hold.
    ///
    /// @param bytes of all files, unpacked
    /// @param entryBytes of one
    /// @param entries files and folders
    record Limits(long bytes, long entryBytes, int entries) {

        /// Several times Speech Commands (3 GB, 106,000 files of at most 3 MB).
        static final Limits USUAL = new Limits(16L << 30, 256L << 20, 1_000_000);
    }

    /// What a header, its extensions and the padding around it may take.
    private static final int HEADER = 1 << 20;

    private final Limits limits;
    private final Stop stop;
    private final LongConsumer read;

    /// @param read is told how many more of the archive's bytes have been read
    Unpacking(Limits limits, Stop stop, LongConsumer read) {
        this.limits = limits;
        this.stop = stop;
        this.read = read;
    }

    /// Unpacks `archive` into `folder`, which is there and empty. What was unpacked before a
    /// failure stays there: the folder is the caller's to delete.
    ///
    /// @return the number of files
    /// @throws ArchiveException if the archive is damaged, or holds what is refused
    /// @throws DataSetException if the folder can't be written to
    /// @throws Stop.Stopped if somebody asked for that
    int unpack(Path archive, Path folder) throws ArchiveException, DataSetException, Stop.Stopped {
        try (InputStream bytes = new Counted(Files.newInputStream(archive));
                Rationed ration =
                        new Rationed(
                                new GZIPInputStream(
                                        new BufferedInputStream(bytes, 1 << 16), 1 << 16));
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(ration, StandardCharsets.UTF_8.name())) {
            return unpack(tar, ration, folder);
        } catch (ArchiveException | DataSetException | Stop.Stopped e) {
            throw e;
        } catch (ZipException e) {
            throw new ArchiveException("is no tar.gz archive, or damaged: " + e.getMessage(), e);
        } catch (EOFException e) {
            throw new ArchiveException("ends in the middle", e);
        } catch (IOException | IllegalArgumentException e) {
            throw refusal(e);
        }
    }

    /// The tar reader wraps what the streams below it throw.
    private static ArchiveException refusal(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ArchiveException known) {
                return known;
            }
        }
        return new ArchiveException("is damaged: " + e.getMessage(), e);
    }

    private int unpack(TarArchiveInputStream tar, Rationed ration, Path folder) throws IOException {
        Set<EntryName> files = new HashSet<>();
        long left = limits.bytes();
        int entries = 0;
        while (true) {
            stop.check();
            ration.allow(HEADER);
            TarArchiveEntry entry = tar.getNextEntry();
            if (entry == null) {
                readOn(ration);
                return files.size();
            }
            if (++entries > limits.entries()) {
                throw new ArchiveException(
                        String.format(
                                Locale.ROOT,
                                "holds more than %,d files and folders: refused",
                                limits.entries()));
            }
            EntryName name = EntryName.of(entry.getName());
            if (entry.isDirectory()) {
                makeFolder(folder, path(folder, name), name);
                continue;
            }
            requireFile(entry);
            left -= requireSize(entry, left);
            if (name.names().isEmpty() || !files.add(name)) {
                throw new ArchiveException("'" + name + "' is in it twice: refused");
            }
            ration.allow(entry.getSize() + HEADER);
            try (OutputStream out = create(folder, name)) {
                tar.transferTo(out);
            }
        }
    }

    /// Behind the archive's end there is padding, and gzip's own checksum, which is tested once all
    /// was read.
    private static void readOn(Rationed ration) throws IOException {
        ration.allow(2 * HEADER);
        byte[] padding = new byte[8192];
        int count = 0;
        for (int all = 0; count >= 0 && all < HEADER; all += count) {
            count = ration.read(padding, 0, padding.length);
        }
    }

    private static void requireFile(TarArchiveEntry entry) throws ArchiveException {
        byte kind = entry.getLinkFlag();
        boolean plain = kind == TarConstants.LF_NORMAL || kind == TarConstants.LF_OLDNORM;
        if (plain && !entry.isSparse()) {
            return;
        }
        String what =
                switch (kind) {
                    case TarConstants.LF_LINK -> "is a hard link to " + target(entry);
                    case TarConstants.LF_SYMLINK -> "is a symbolic link to " + target(entry);
                    case TarConstants.LF_CHR, TarConstants.LF_BLK -> "is a device";
                    case TarConstants.LF_FIFO -> "is a pipe";
                    default -> "is neither a file nor a folder";
                };
        throw new ArchiveException(
                "'" + EntryName.shown(entry.getName()) + "' " + what + ": refused");
    }

    private static String target(TarArchiveEntry entry) {
        return "'" + EntryName.shown(entry.getLinkName()) + "'";
    }

    private long requireSize(TarArchiveEntry entry, long left) throws ArchiveException {
        long size = entry.getSize();
        if (size > limits.entryBytes()) {
            throw new ArchiveException(
                    "'"
                            + EntryName.shown(entry.getName())
                            + "' has "
                            + Amounts.bytes(size)
                            + ", more than "
                            + Amounts.bytes(limits.entryBytes())
                            + ": refused");
        }
        if (size > left) {
            throw new ArchiveException(
                    "holds more than " + Amounts.bytes(limits.bytes()) + " unpacked: refused");
        }
        return size;
    }

    private static void makeFolder(Path folder, Path made, EntryName name) throws IOException {
        try {
            Files.createDirectories(made);
        } catch (FileAlreadyExistsException e) {
            throw new ArchiveException("'" + name + "' is both a file and a folder: refused", e);
        } catch (IOException e) {
            throw unwritable(folder, name, e);
        }
    }

    private static Path path(Path folder, EntryName name) throws ArchiveException {
        try {
            return folder.resolve(name.toString());
        } catch (InvalidPathException e) {
            throw new ArchiveException("'" + name + "' is no name of a file here", e);
        }
    }

    private static OutputStream create(Path folder, EntryName name) throws IOException {
        Path file = path(folder, name);
        Path parent = file.getParent();
        if (parent != null) {
            makeFolder(folder, parent, name);
        }
        try {
            return new Told(
                    Files.newOutputStream(
                            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    e -> unwritable(folder, name, e));
        } catch (FileAlreadyExistsException e) {
            throw new ArchiveException(
                    "'" + name + "' is in it twice, as a folder or in other letter case: refused",
                    e);
        } catch (IOException e) {
            throw unwritable(folder, name, e);
        }
    }

    private static DataSetException unwritable(Path folder, EntryName name, IOException e) {
        return new DataSetException(
                folder.resolve(name.toString()) + ": can't be written: " + Layout.reason(e), e);
    }

    /// Tells what can't be written from what can't be read.
    private static final class Told extends FilterOutputStream {

        private final Function<IOException, DataSetException> failure;

        Told(OutputStream out, Function<IOException, DataSetException> failure) {
            super(out);
            this.failure = failure;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw failure.apply(e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } catch (IOException e) {
                throw failure.apply(e);
            }
        }
    }

    /// Tells how much of the archive has been read.
    private final class Counted extends FilterInputStream {

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            read.accept(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            read.accept(Math.max(0, count));
            return count;
        }
    }
}
