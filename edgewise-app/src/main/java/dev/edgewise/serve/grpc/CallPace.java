package dev.edgewise.serve.grpc;

import dev.edgewise.serve.guard.Patience;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Until when the client of one call must have sent or taken something, as [Patience] says it of
/// requests and answers over HTTP. Any thread may tell and ask.
final class CallPace {

    private enum Stage {
        /// A request is on its way.
        COMING,
        /// The call waits for its next request.
        IDLE,
        /// The server's turn.
        WORKING,
        /// An answer is on its way.
        LEAVING,
        /// The client was too slow.
        LATE
    }

    /// That a client is late.
    ///
    /// @param deaf whether it is late to take an answer, so that nothing can be told to it
    record Late(String why, boolean deaf) {}

    private final Patience patience;
    private final LongSupplier clock;
    private Stage stage = Stage.COMING;
    private long since;
    private long allowed;

    /// The pace of a call whose request begins now.
    ///
    /// @param clock tells nanoseconds as [System#nanoTime()] does
    CallPace(Patience patience, LongSupplier clock) {
        this.patience = patience;
        this.clock = clock;
        await(Stage.COMING, patience.body().toNanos());
    }

    private void await(Stage next, long nanos) {
        if (stage != Stage.LATE) {
            stage = next;
            since = clock.getAsLong();
            allowed = nanos;
        }
    }

    /// That many bytes of a request came.
    synchronized void came(long bytes) {
        if (stage == Stage.IDLE) {
            await(Stage.COMING, patience.body().toNanos());
        } else if (stage == Stage.COMING) {
            long left = allowed - (clock.getAsLong() - since) + patience.nanosFor(bytes);
            await(Stage.COMING, Math.min(patience.body().toNanos(), left));
        }
    }

    /// The request has come whole.
    ///
    /// @return false if that was too late
    synchronized boolean whole() {
        await(Stage.WORKING, Long.MAX_VALUE);
        return stage != Stage.LATE;
    }

    /// The next request may come.
    synchronized void next() {
        await(Stage.IDLE, patience.idle().toNanos());
    }

    /// An answer of that many bytes was sent.
    synchronized void answered(long bytes) {
        await(Stage.LEAVING, patience.body().toNanos() + patience.nanosFor(bytes));
    }

    /// Why the call is to be cut off, if its client is late; that is told once.
    synchronized Optional<Late> late() {
        if (clock.getAsLong() - since <= allowed) {
            return Optional.empty();
        }
        Optional<Late> late =
                switch (stage) {
                    case COMING -> Optional.of(new Late("the request came too slowly", false));
                    case IDLE -> {
                        double seconds = patience.idle().toMillis() / 1e3;
                        yield Optional.of(new Late("nothing came for " + seconds + " s", false));
                    }
                    case LEAVING -> Optional.of(new Late("the answer was taken too slowly", true));
                    case WORKING, LATE -> Optional.empty();
                };
        if (late.isPresent()) {
            stage = Stage.LATE;
        }
        return late;
    }
}
