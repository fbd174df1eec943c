package dev.edgewise.serve.guard;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.http.RequestException;
import io.helidon.webserver.ServerConnectionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One connection, and until when its other side must have sent or taken something. The
/// connection's own thread tells what it waits for; the thread of the [Watch] looks whether
/// that is late.
public final class Watched {

    private static final long NEVER = Long.MAX_VALUE;
    private static final long CUT = Long.MIN_VALUE;

    /// How long a connection that was cut off may stay, to take in why.
    private static final long LAST_WORDS_NANOS = 1_000_000_000;

    /// How much of a body is read at a time: what comes fast, in large pieces, so that it costs few
    /// reads; what comes slowly holds little memory.
    private static final int SMALLEST_PIECE = 1 << 13;

    private static final int LARGEST_PIECE = 1 << 15;

    private enum Stage {
        /// Nothing has come yet.
        OPENING,
        /// Between requests.
        IDLE,
        /// A head has begun.
        HEAD,
        /// The head is whole: what is read now is the body.
        BODY,
        /// The answer has been sent: what is read now is the rest of the body.
        REST,
        /// Both sides speak when they like; somebody else says when it is over.
        STREAM
    }

    private final SocketChannel channel;
    private final SocketAddress remote;
    private final Patience patience;
    private final int largestHead;
    private final LongSupplier clock;
    private final long openedBy;

    /// Of the read, and of the write, that is under way.
    private final AtomicLong readBy;

    private final AtomicLong writtenBy = new AtomicLong(NEVER);
    private volatile Stage stage = Stage.OPENING;
    private volatile String path = "";
    private volatile @Nullable DataWriter writer;
    private long headBy;
    private long headBytes;
    private int lineBytes;

    /// When the request under way began.
    private volatile long begun;

    private int piece = SMALLEST_PIECE;
    private long credit;
    private long closeBy = NEVER;

    Watched(SocketChannel channel, Patience patience, int largestHead, LongSupplier clock) {
        this.largestHead = largestHead;
        this.channel = channel;
        this.remote = channel.socket().getRemoteSocketAddress();
        this.patience = patience;
        this.clock = clock;
        openedBy = clock.getAsLong() + patience.head().toNanos();
        readBy = new AtomicLong(openedBy);
    }

    /// The head of a request for `path` is whole.
    void headCame() {
        credit = patience.body().toNanos();
        stage = Stage.BODY;
    }

    /// The first line of a request for `rawPath` has come.
    ///
    /// @param length how many bytes the line has
    void asked(String rawPath, int length) {
        path = rawPath;
        lineBytes = length;
        begun = clock.getAsLong();
    }

    /// Whether as much was read as a head may not have. Some of it may be the body.
    boolean mayBeTooLarge() {
        return headBytes > largestHead;
    }

    /// Looks at a head that is whole, all of which may have come at once.
    ///
    /// @param headers how many bytes its headers have
    /// @throws RequestException if it is too large
    void checkHead(int headers) {
        if (lineBytes + headers > largestHead) {
            throw tooLarge();
        }
    }

    private RequestException tooLarge() {
        return HeadWatch.tooLarge(
                path, "the request's head is larger than " + largestHead + " bytes");
    }

    /// What the request under way is for, once that has come; empty before.
    String path() {
        return path;
    }

    /// The request was answered, and some of its body is still to come.
    public void answeredEarly() {
        stage = Stage.REST;
    }

    /// The request was answered: the connection waits for the next one.
    public void answered() {
        path = "";
        stage = Stage.IDLE;
    }

    /// What comes from now on is no sequence of requests.
    public void streams() {
        stage = Stage.STREAM;
    }

    /// Whether it is no sequence of requests.
    public boolean isStream() {
        return stage == Stage.STREAM;
    }

    void answersWith(DataWriter direct) {
        writer = direct;
    }

    /// Waits for the next bytes; null at the end.
    ///
    /// @throws RequestException if a head has no end
    byte @Nullable [] read(HelidonSocket socket) {
        if (stage == Stage.HEAD && headBytes > largestHead) {
            throw tooLarge();
        }
        long begin = clock.getAsLong();
        if (readBy.getAndSet(readBy(begin)) == CUT) {
            readBy.set(CUT);
            dropWhatComes(socket);
        }
        byte[] bytes;
        try {
            bytes = stage == Stage.BODY && !socket.isSecure() ? piece() : socket.get();
        } catch (UncheckedIOException e) {
            if (readBy.get() == CUT) {
                throw new TooSlow(e);
            }
            throw new ServerConnectionException("nothing can be read", e);
        }
        if (readBy.getAndSet(NEVER) == CUT) {
            readBy.set(CUT);
            dropWhatComes(socket);
        }
        account(begin, bytes == null ? 0 : bytes.length);
        return bytes;
    }

    /// The next piece of a body that comes in the clear.
    private byte @Nullable [] piece() {
        byte[] room = new byte[piece];
        int bytes;
        try {
            bytes = channel.read(ByteBuffer.wrap(room));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes < 0) {
            return null;
        }
        if (bytes == room.length) {
            piece = Math.min(2 * piece, LARGEST_PIECE);
            return room;
        }
        piece = bytes < piece / 2 ? Math.max(piece / 2, SMALLEST_PIECE) : piece;
        return Arrays.copyOf(room, bytes);
    }

    /// Reads what has come, without waiting for it.
    ///
    /// @return how many bytes there were; -1 at the end
    int look(ByteBuffer ahead) {
        try {
            channel.configureBlocking(false);
            try {
                return channel.read(ahead);
            } finally {
                channel.configureBlocking(true);
            }
        } catch (IOException e) {
            return -1;
        }
    }

    private long readBy(long now) {
        return switch (stage) {
            case OPENING -> openedBy;
            case IDLE -> now + patience.idle().toNanos();
            case HEAD -> headBy;
            case BODY, REST -> now + credit;
            case STREAM -> NEVER;
        };
    }

    private void account(long begin, long bytes) {
        long now = clock.getAsLong();
        switch (stage) {
            case OPENING -> headBegins(openedBy, bytes);
            case IDLE -> headBegins(now + patience.head().toNanos(), bytes);
            case HEAD -> headBytes += bytes;
            case BODY, REST ->
                    credit =
                            Math.min(
                                    patience.body().toNanos(),
                                    credit - (now - begin) + patience.nanosFor(bytes));
            case STREAM -> {}
        }
    }

    private void headBegins(long by, long bytes) {
        begun = clock.getAsLong();
        headBy = by;
        headBytes = bytes;
        stage = Stage.HEAD;
    }

    /// A socket that is closed over unread bytes is reset, and takes its last words with it.
    private static void dropWhatComes(HelidonSocket socket) {
        try {
            while (socket.get() != null) {}
        } catch (UncheckedIOException e) {
            // It is closed now.
        }
        throw new TooSlow();
    }

    /// Runs `write`, which sends `bytes` bytes.
    void write(long bytes, Runnable write) {
        writtenBy.set(clock.getAsLong() + patience.body().toNanos() + patience.nanosFor(bytes));
        try {
            write.run();
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("nothing can be written", e);
        } finally {
            writtenBy.set(NEVER);
        }
    }

    /// Cuts the connection off if it is late. Called by one thread, from time to time.
    ///
    /// @param lateness makes the bytes that tell a client so
    void look(long now, Watch.Lateness lateness) {
        if (writtenBy.get() < now || closeBy < now) {
            close();
            return;
        }
        long by = readBy.get();
        if (by < now && by != CUT) {
            Stage late = stage;
            if (readBy.compareAndSet(by, CUT)) {
                closeBy = now + LAST_WORDS_NANOS;
                if (late == Stage.HEAD || late == Stage.BODY) {
                    Thread.ofVirtual().start(() -> tell(late, lateness));
                } else {
                    close();
                }
            }
        }
    }

    private void tell(Stage late, Watch.Lateness lateness) {
        DataWriter direct = writer;
        try {
            if (direct != null) {
                String detail =
                        late == Stage.HEAD
                                ? "the request's head was not whole in time"
                                : "request body: came too slowly";
                byte[] answer = lateness.answer(path, detail, clock.getAsLong() - begun);
                direct.writeNow(BufferData.create(answer));
            }
            channel.shutdownOutput();
        } catch (IOException | RuntimeException e) {
            close();
        }
    }

    /// By which it is told from all others that are open.
    SocketAddress remote() {
        return remote;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Then it is gone already.
        }
    }
}
