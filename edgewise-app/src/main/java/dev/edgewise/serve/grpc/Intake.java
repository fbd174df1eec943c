package dev.edgewise.serve.grpc;

import dev.edgewise.serve.guard.BodyBudget;
import dev.edgewise.serve.guard.Patience;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import java.util.function.LongSupplier;

/// Gives each call its [Incoming].
final class Intake extends ServerStreamTracer.Factory {

    /// The largest message to a method that anybody may call, in bytes: it says a name, if that.
    static final int LARGEST_OF_ANYBODY = 1 << 10;

    private final BodyBudget bodies;
    private final Patience patience;
    private final long largest;
    private final LongSupplier clock;

    /// @param largest the largest message, in bytes
    /// @param clock tells nanoseconds as [System#nanoTime()] does
    Intake(BodyBudget bodies, Patience patience, long largest, LongSupplier clock) {
        this.bodies = bodies;
        this.patience = patience;
        this.largest = largest;
        this.clock = clock;
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        return new Incoming(
                bodies.share(),
                Doorkeeper.isOpen(method) ? Math.min(largest, LARGEST_OF_ANYBODY) : largest,
                new CallPace(patience, clock));
    }
}
