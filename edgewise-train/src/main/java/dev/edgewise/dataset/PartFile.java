package dev.edgewise.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// What has come of a file so far, and what it is a part of; both outlive the process. Only one
/// process at a time has it.
final class PartFile implements AutoCloseable {

    /// Far beyond any data: where locks bind everybody, reading stays possible.
    private static final long LOCK = Long.MAX_VALUE - 1;

    /// What a part is a part of.
    ///
    /// @param etag the server's strong entity tag, if it gave one
    /// @param modified its Last-Modified, if it gave one
    /// @param bytes the whole file's size, if it is known
    record Origin(
            String url, Optional<String> etag, Optional<String> modified, OptionalLong bytes) {

        /// What an If-Range header holds.
        Optional<String> validator() {
            return etag.or(() -> modified);
        }
    }

    private final Path file;
    private final Path about;
    private final FileChannel channel;
    private @Nullable Origin origin;

    private PartFile(Path file, Path about, FileChannel channel, @Nullable Origin origin) {
        this.file = file;
        this.about = about;
        this.channel = channel;
        this.origin = origin;
    }

    /// Opens `file`, which is made if need be.
    ///
    /// @throws DataSetException if it can't be written, or another process has it
    static PartFile open(Path file) throws DataSetException {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new DataSetException(file + ": another edgewise is fetching it right now");
            }
            Path about = file.resolveSibling(file.getFileName() + ".from");
            PartFile part = new PartFile(file, about, channel, read(about));
            if (part.origin == null) {
                channel.truncate(0);
            }
            return part;
        } catch (DataSetException e) {
            throw e;
        } catch (IOException e) {
            closeQuietly(channel);
            throw new DataSetException(file + ": can't be written: " + Layout.reason(e), e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCK, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Nothing was written yet.
        }
    }

    private static @Nullable Origin read(Path about) throws IOException {
        if (!Files.exists(about)) {
            return null;
        }
        Properties lines = new Properties();
        try (InputStream in = Files.newInputStream(about)) {
            lines.load(in);
            String bytes = lines.getProperty("bytes");
            String url = lines.getProperty("url");
            return url == null
                    ? null
                    : new Origin(
                            url,
                            Optional.ofNullable(lines.getProperty("etag")),
                            Optional.ofNullable(lines.getProperty("modified")),
                            bytes == null
                                    ? OptionalLong.empty()
                                    : OptionalLong.of(Long.parseLong(bytes)));
        } catch (IllegalArgumentException e) {
            // Whatever that is, it is not ours.
            return null;
        }
    }

    Path file() {
        return file;
    }

    /// How much is there.
    long size() throws DataSetException {
        try {
            return channel.size();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// What it is a part of; none if there is nothing yet.
    Optional<Origin> origin() {
        return Optional.ofNullable(origin);
    }

    /// Throws away what is there; what comes will be a part of `beginning`.
    void begin(Origin beginning) throws DataSetException {
        try {
            channel.truncate(0);
        } catch (IOException e) {
            throw failed(e);
        }
        remember(beginning);
    }

    /// What is there is the whole file.
    void isWhole() throws DataSetException {
        Origin known = origin().orElseThrow();
        remember(new Origin(known.url(), known.etag(), known.modified(), OptionalLong.of(size())));
    }

    private void remember(Origin of) throws DataSetException {
        Properties lines = new Properties();
        lines.setProperty("url", of.url());
        of.etag().ifPresent(tag -> lines.setProperty("etag", tag));
        of.modified().ifPresent(time -> lines.setProperty("modified", time));
        of.bytes().ifPresent(bytes -> lines.setProperty("bytes", String.valueOf(bytes)));
        try (OutputStream out = Files.newOutputStream(about)) {
            lines.store(out, "What the file beside this one is a part of");
        } catch (IOException e) {
            throw failed(e);
        }
        origin = of;
    }

    /// Adds bytes at the end.
    void append(byte[] bytes, int length) throws DataSetException {
        try {
            long at = channel.size();
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
            while (buffer.hasRemaining()) {
                at += channel.write(buffer, at);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private DataSetException failed(IOException e) {
        return new DataSetException(
                file
                        + ": can't be written: "
                        + Layout.reason(e)
                        + " (what has come is kept, the same command goes on from there)",
                e);
    }

    /// Lets go of the file; it stays, unless it is empty.
    @Override
    public void close() throws DataSetException {
        try {
            if (channel.isOpen()) {
                boolean empty = channel.size() == 0;
                channel.close();
                if (empty) {
                    Files.deleteIfExists(file);
                    Files.deleteIfExists(about);
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Lets go of the file and deletes it.
    void delete() throws DataSetException {
        close();
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(about);
        } catch (IOException e) {
            throw new DataSetException(file + ": can't be deleted: " + Layout.reason(e), e);
        }
    }
}
