package dev.edgewise.files.ssh;

import dev.edgewise.files.IncomingFile;
import dev.edgewise.files.UploadFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an SFTP client has open: files that it reads or writes, and folders that it lists. A file
/// that is not closed leaves nothing behind. For one thread.
final class SftpHandles implements AutoCloseable {

    private static final int MOST = 64;
    private static final int MOST_NAMES = 100;

    /// Something that is open.
    private sealed interface Handle {}

    private record Reading(SeekableByteChannel channel) implements Handle {}

    private record Listing(Deque<UploadFolder.Child> rest) implements Handle {}

    private static final class Writing implements Handle {

        private final IncomingFile upload;
        private long size;
        private @Nullable IOException failure;

        private Writing(IncomingFile upload) {
            this.upload = upload;
        }
    }

    private final Transfers transfers;
    private final Map<String, Handle> open = new HashMap<>();
    private int count;

    SftpHandles(Transfers transfers) {
        this.transfers = transfers;
    }

    String read(UploadFolder folder, String path) throws IOException {
        SeekableByteChannel channel = folder.channel(path);
        try {
            return transfer(new Reading(channel));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    String write(UploadFolder folder, String path) throws IOException {
        IncomingFile upload = folder.begin(path, 0);
        try {
            return transfer(new Writing(upload));
        } catch (IOException e) {
            upload.close();
            throw e;
        }
    }

    String list(List<UploadFolder.Child> children) throws IOException {
        return put(new Listing(new ArrayDeque<>(children)));
    }

    private String transfer(Handle handle) throws IOException {
        transfers.begin();
        try {
            return put(handle);
        } catch (IOException e) {
            transfers.end();
            throw e;
        }
    }

    private String put(Handle handle) throws IOException {
        if (open.size() >= MOST) {
            throw new IOException("more than " + MOST + " files and folders are open");
        }
        String name = Integer.toString(count++);
        open.put(name, handle);
        return name;
    }

    /// Reads bytes from `offset` on.
    ///
    /// @return how many, less than 0 at the file's end
    int read(String handle, long offset, byte[] into) throws IOException {
        if (!(open.get(handle) instanceof Reading reading) || offset < 0) {
            throw unknown();
        }
        return reading.channel.position(offset).read(ByteBuffer.wrap(into));
    }

    /// Writes bytes, which must follow those that came before.
    void write(String handle, long offset, byte[] bytes) throws IOException {
        if (!(open.get(handle) instanceof Writing writing)) {
            throw unknown();
        }
        if (writing.failure != null) {
            throw writing.failure;
        }
        try {
            if (offset != writing.size) {
                throw new IOException("a file is written from its start to its end");
            }
            writing.upload.write(bytes, bytes.length);
            writing.size += bytes.length;
        } catch (IOException e) {
            writing.failure = e;
            throw e;
        }
    }

    /// The next of a folder; none at its end.
    List<UploadFolder.Child> next(String handle) throws IOException {
        if (!(open.get(handle) instanceof Listing listing)) {
            throw unknown();
        }
        return Stream.generate(listing.rest::poll)
                .limit(Math.min(MOST_NAMES, listing.rest.size()))
                .toList();
    }

    /// How large an open file is.
    long size(String handle) throws IOException {
        return switch (open.get(handle)) {
            case Reading(SeekableByteChannel channel) -> channel.size();
            case Writing writing -> writing.size;
            case Listing _ -> throw unknown();
            case null -> throw unknown();
        };
    }

    /// Closes one; what was written takes its place, if all of it could be.
    void close(String handle) throws IOException {
        switch (open.remove(handle)) {
            case Reading(SeekableByteChannel channel) -> {
                transfers.end();
                channel.close();
            }
            case Writing writing -> {
                try (IncomingFile upload = writing.upload) {
                    if (writing.failure != null) {
                        throw writing.failure;
                    }
                    upload.finish();
                } finally {
                    transfers.end();
                }
            }
            case Listing _ -> {}
            case null -> throw unknown();
        }
    }

    private static IOException unknown() {
        return new IOException("nothing like that is open");
    }

    /// Closes all; what was not closed before leaves nothing behind.
    @Override
    public void close() throws IOException {
        for (Handle handle : open.values()) {
            switch (handle) {
                case Reading(SeekableByteChannel channel) -> {
                    transfers.end();
                    channel.close();
                }
                case Writing writing -> {
                    transfers.end();
                    writing.upload.close();
                }
                case Listing _ -> {}
            }
        }
        open.clear();
    }
}
