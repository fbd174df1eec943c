package dev.edgewise.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Gets an archive of recordings and makes a folder of it, which is there whole or not at all.
///
/// Beside the folder, while it isn't there yet, lie `FOLDER.part`, what has come of the archive,
/// and `FOLDER.unpacking`, what has come out of it. The first outlives a failure or a kill, and the
/// next fetch goes on from it; the second doesn't.
final class Fetch {

    /// In the folder, says where it is from.
    private static final String MARK = ".fetched";

    /// Recordings unpacked, over what they are packed: at most that much room is asked for.
    private static final double UNPACKED = 1.5;

    /// Is told how it goes.
    interface Watcher extends Download.Watcher {

        /// `what` begins, with `bytes` to go through; [#done] tells of them.
        void next(String what, long bytes);

        void done(long bytes);
    }

    /// What came of it.
    ///
    /// @param files in the folder
    /// @param sha256 of the archive
    /// @param before whether all was there before, from an earlier fetch
    record Result(int files, String sha256, boolean before) {}

    private final Archive archive;
    private final Path folder;
    private final HttpClient client;
    private final Download.Patience patience;
    private final Unpacking.Limits limits;
    private final Stop stop;
    private final Watcher watcher;

    Fetch(
            Archive archive,
            Path folder,
            HttpClient client,
            Download.Patience patience,
            Unpacking.Limits limits,
            Stop stop,
            Watcher watcher) {
        this.archive = archive;
        this.folder = folder;
        this.client = client;
        this.patience = patience;
        this.limits = limits;
        this.stop = stop;
        this.watcher = watcher;
    }

    /// Fetches.
    ///
    /// @throws DataSetException if it can't be done, or the folder holds something else
    /// @throws Stop.Stopped if somebody asked for that
    Result run() throws DataSetException, Stop.Stopped {
        Optional<Result> before = before();
        if (before.isPresent()) {
            return before.get();
        }
        requireParent();
        try (PartFile part = PartFile.open(beside(".part"))) {
            new Download(client, archive, patience, stop, new Guard()).into(part);
            String sha256 = requireSum(part);
            int files = unpack(part, sha256);
            part.delete();
            return new Result(files, sha256, false);
        }
    }

    /// What the failure or the stop of a fetch leaves for the next one; empty if nothing.
    static long left(Path folder) {
        try {
            return Files.size(beside(folder, ".part"));
        } catch (IOException e) {
            return 0;
        }
    }

    private Optional<Result> before() throws DataSetException {
        if (!Files.exists(folder)) {
            return Optional.empty();
        }
        if (!Files.isDirectory(folder)) {
            throw new DataSetException(folder + ": is a file; choose another --to");
        }
        Properties mark = new Properties();
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.findAny().isEmpty()) {
                return Optional.empty();
            }
            if (Files.exists(folder.resolve(MARK))) {
                try (InputStream in = Files.newInputStream(folder.resolve(MARK))) {
                    mark.load(in);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw Layout.unreadable(folder, e);
        }
        String url = mark.getProperty("url");
        String sha256 = mark.getProperty("sha256", "");
        if (url == null) {
            throw new DataSetException(
                    folder + ": is there already, and not by a fetch; choose another --to");
        }
        boolean same =
                archive.sha256().isPresent()
                        ? archive.sha256().get().equals(sha256)
                        : url.equals(archive.toString());
        if (!same) {
            throw new DataSetException(
                    folder + ": is there already, but from " + url + "; choose another --to");
        }
        String files = mark.getProperty("files", "");
        return Optional.of(
                new Result(files.matches("\\d{1,9}") ? Integer.parseInt(files) : 0, sha256, true));
    }

    private void requireParent() throws DataSetException {
        Path parent = parent();
        if (!Files.isDirectory(parent)) {
            throw new DataSetException(folder + ": its folder " + parent + " doesn't exist");
        }
    }

    private Path parent() {
        Path parent = folder.toAbsolutePath().getParent();
        return parent == null ? folder.toAbsolutePath() : parent;
    }

    private Path beside(String end) {
        return beside(folder, end);
    }

    private static Path beside(Path folder, String end) {
        return folder.resolveSibling(folder.getFileName() + end);
    }

    /// Asks for room for the rest of the archive and for what comes out of it.
    private void requireRoom(long there, long total) throws DataSetException {
        long needed = total - there + (long) (UNPACKED * total);
        try {
            long usable = Files.getFileStore(parent()).getUsableSpace();
            if (usable < needed) {
                throw new DataSetException(
                        folder
                                + ": about "
                                + Amounts.bytes(needed)
                                + " are needed there, archive and recordings, "
                                + Amounts.bytes(usable)
                                + " are free");
            }
        } catch (DataSetException e) {
            throw e;
        } catch (IOException e) {
            throw new DataSetException(folder + ": can't be written: " + Layout.reason(e), e);
        }
    }

    private String requireSum(PartFile part) throws DataSetException, Stop.Stopped {
        MessageDigest digest = Examined.sha256();
        watcher.next("checking", part.size());
        try (InputStream in = Files.newInputStream(part.file())) {
            byte[] buffer = new byte[1 << 16];
            int count;
            while ((count = in.read(buffer)) >= 0) {
                stop.check();
                digest.update(buffer, 0, count);
                watcher.done(count);
            }
        } catch (Stop.Stopped e) {
            throw e;
        } catch (IOException e) {
            throw Layout.unreadable(part.file(), e);
        }
        String sum = HexFormat.of().formatHex(digest.digest());
        if (archive.sha256().isPresent() && !archive.sha256().get().equals(sum)) {
            part.delete();
            throw new DataSetException(
                    archive
                            + ": damaged, or not what was asked for: SHA-256 "
                            + sum
                            + " (deleted; fetch again)");
        }
        return sum;
    }

    private int unpack(PartFile part, String sha256) throws DataSetException, Stop.Stopped {
        Path unpacking = beside(".unpacking");
        try {
            delete(unpacking);
            Files.createDirectory(unpacking);
            watcher.next("unpacking", part.size());
            int files = new Unpacking(limits, stop, watcher::done).unpack(part.file(), unpacking);
            Path whole = root(unpacking);
            requireRecordings(whole);
            mark(whole, sha256, files);
            Files.deleteIfExists(folder);
            Files.move(whole, folder, StandardCopyOption.ATOMIC_MOVE);
            return files;
        } catch (ArchiveException e) {
            part.delete();
            throw new DataSetException(archive + ": " + e.getMessage(), e);
        } catch (DataSetException | Stop.Stopped e) {
            throw e;
        } catch (IOException e) {
            throw new DataSetException(folder + ": can't be written: " + Layout.reason(e), e);
        } finally {
            deleteQuietly(unpacking);
        }
    }

    /// Where the words' folders are: in an archive that wraps them all in one, in that.
    private static Path root(Path unpacked) throws IOException {
        try (Stream<Path> inside = Files.list(unpacked)) {
            List<Path> entries = inside.limit(2).toList();
            if (entries.size() == 1 && Files.isDirectory(entries.getFirst())) {
                try (Stream<Path> deeper = Files.list(entries.getFirst())) {
                    if (deeper.anyMatch(Files::isDirectory)) {
                        return entries.getFirst();
                    }
                }
            }
            return unpacked;
        }
    }

    private static void requireRecordings(Path whole) throws ArchiveException {
        try {
            Layout.of(whole);
        } catch (DataSetException e) {
            throw new ArchiveException(
                    "holds no recordings of words (expected a folder of WAV files a word)", e);
        }
    }

    private void mark(Path whole, String sha256, int files) throws IOException {
        Properties mark = new Properties();
        mark.setProperty("url", archive.toString());
        mark.setProperty("sha256", sha256);
        mark.setProperty("files", String.valueOf(files));
        try (OutputStream out = Files.newOutputStream(whole.resolve(MARK))) {
            mark.store(out, "Where this folder is from: edgewise dataset fetch");
        }
    }

    private static void deleteQuietly(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            // The next fetch tries again, and tells.
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException e) throws IOException {
                        if (e != null) {
                            throw e;
                        }
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /// Passes on what the download tells, and asks for room before it comes.
    private final class Guard implements Download.Watcher {

        @Override
        public void begins(long there, OptionalLong total) throws DataSetException {
            if (total.isPresent()) {
                requireRoom(there, total.getAsLong());
            }
            watcher.begins(there, total);
        }

        @Override
        public void received(int bytes) {
            watcher.received(bytes);
        }

        @Override
        public void says(String line) {
            watcher.says(line);
        }
    }
}
