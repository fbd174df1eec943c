package dev.edgewise.http;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One kept connection for many requests that were prepared: what a load is made with, because
/// it takes as little from the machine as a connection can. For one thread at a time, best a
/// virtual one; [HttpConnection] is the one for everything else.
///
/// A request is sent once: whatever happens to it is its outcome. The connection is opened by
/// [#open] or by the first request, and again after one that ended it.
public final class HttpLine implements AutoCloseable {

    private static final long NONE = Long.MAX_VALUE;
    private static final long PASSED = Long.MIN_VALUE;

    /// A connection that was idle for longer may have been closed from the other end.
    private static final long IDLE_NANOS = 250_000_000;

    private final ServerAddress server;
    private final Access access;
    private final Deadlines deadlines;
    private final AtomicLong deadline = new AtomicLong(NONE);
    private volatile @Nullable Duplex duplex;
    private @Nullable AnswerReader reader;
    private long usedNanos;

    /// A connection to the server at `base`, which isn't opened yet.
    ///
    /// @param deadlines what ends requests that take too long
    /// @throws IllegalArgumentException if `base` is no address of a server
    public HttpLine(URI base, Deadlines deadlines) {
        this(base, Access.OPEN, deadlines);
    }

    /// The same to a server that doesn't let everybody in.
    ///
    /// @param access how to get in; the requests carry its headers themselves
    public HttpLine(URI base, Access access, Deadlines deadlines) {
        this.access = access;
        this.server = ServerAddress.parse(base.toString());
        this.deadlines = deadlines;
        deadlines.watch(this);
    }

    /// Opens the connection, unless it is open.
    ///
    /// @throws HttpFailure if nobody answers there in time
    /// @throws InterruptedException if the thread is interrupted
    public void open(Duration timeout) throws HttpFailure, InterruptedException {
        deadline.set(System.nanoTime() + timeout.toNanos());
        try {
            connected(timeout);
        } finally {
            end(true);
        }
    }

    /// Sends a request and waits for the whole answer, whatever its status.
    ///
    /// @param number what the request puts in place of its number, if it has one
    /// @throws HttpFailure if no whole answer came in time; the connection is closed then
    /// @throws InterruptedException if the thread is interrupted; the connection is closed then
    public HttpAnswer send(PreparedRequest request, long number, Duration timeout)
            throws HttpFailure, InterruptedException {
        deadline.set(System.nanoTime() + timeout.toNanos());
        boolean whole = false;
        try {
            Duplex kept = duplex;
            if (kept != null && System.nanoTime() - usedNanos > IDLE_NANOS && kept.hasEnded()) {
                disconnect();
            }
            Duplex open = connected(timeout);
            AnswerReader answers = reader(open);
            answers.begin();
            try {
                open.write(request.bytes(number));
                HttpAnswer answer = answers.next(request.address(), HttpConnection.LARGEST_ANSWER);
                whole = answers.keeps();
                return answer;
            } catch (IOException e) {
                throw failure(request.address(), answers, e, timeout);
            }
        } finally {
            end(whole);
        }
    }

    private Duplex connected(Duration timeout) throws HttpFailure, InterruptedException {
        Duplex kept = duplex;
        if (kept != null) {
            return kept;
        }
        try {
            Duplex open = Duplex.unconnected();
            // Where the deadlines' thread finds it, before it can wait for anything.
            duplex = open;
            open.connect(server, access);
            usedNanos = System.nanoTime();
            return open;
        } catch (ClosedByInterruptException e) {
            disconnect();
            throw interrupted();
        } catch (IOException e) {
            disconnect();
            throw HttpFailure.unreachable(server, e, deadline.get() == PASSED, timeout);
        }
    }

    private AnswerReader reader(Duplex open) {
        AnswerReader kept = reader;
        if (kept == null) {
            kept = new AnswerReader(open::read);
            reader = kept;
        }
        return kept;
    }

    private HttpFailure failure(
            String address, AnswerReader answers, IOException e, Duration timeout)
            throws InterruptedException {
        boolean late = deadline.get() == PASSED;
        if (!late && e instanceof ClosedByInterruptException) {
            throw interrupted();
        }
        return HttpFailure.lost(address, e, answers.progress(), late, timeout);
    }

    private static InterruptedException interrupted() {
        // Whoever is told by the exception isn't told again.
        Thread.interrupted();
        return new InterruptedException();
    }

    /// Takes the deadline away, and the connection where it can't be used again.
    private void end(boolean usable) {
        usedNanos = System.nanoTime();
        if (deadline.getAndSet(NONE) == PASSED || !usable) {
            disconnect();
        }
    }

    /// For the deadlines' thread: closes the connection if its deadline lies before `now`.
    void endIfAfter(long now) {
        long at = deadline.get();
        if (at == NONE || at == PASSED || now - at < 0) {
            return;
        }
        Duplex open = duplex;
        if (deadline.compareAndSet(at, PASSED) && open != null) {
            open.close();
        }
    }

    private void disconnect() {
        Duplex open = duplex;
        duplex = null;
        reader = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        deadlines.forget(this);
        disconnect();
    }
}
