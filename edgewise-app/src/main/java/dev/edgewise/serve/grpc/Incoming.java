package dev.edgewise.serve.grpc;

import dev.edgewise.serve.guard.BodyBudget;
import io.grpc.Context;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.Optional;
import java.util.function.Consumer;

/// What comes in over one call. It is charged to the memory for bodies byte by byte: the library
/// takes in a message up to its end, however long that is in coming.
///
/// The library tells it of bytes on its own thread, and on the call's of those that come out of a
/// coding.
final class Incoming extends ServerStreamTracer {

    private static final Context.Key<Incoming> CALL = Context.key("incoming");

    private final BodyBudget.Share held;
    private final long largest;
    private final CallPace pace;
    private long packed;
    private long unpacked;
    private boolean closed;
    private Optional<Status> end = Optional.empty();
    private Consumer<Status> listener = status -> {};

    /// @param held what it may take
    /// @param largest the largest message, in bytes
    /// @param pace is told of what comes
    Incoming(BodyBudget.Share held, long largest, CallPace pace) {
        this.held = held;
        this.largest = largest;
        this.pace = pace;
    }

    /// What comes in over the call on this thread.
    static Incoming current() {
        return CALL.get();
    }

    @Override
    public Context filterContext(Context context) {
        return context.withValue(CALL, this);
    }

    CallPace pace() {
        return pace;
    }

    @Override
    public synchronized void inboundWireSize(long bytes) {
        pace.came(bytes);
        packed += bytes;
        hold(packed);
    }

    @Override
    public synchronized void inboundUncompressedSize(long bytes) {
        unpacked += bytes;
        hold(unpacked);
    }

    /// What is thrown here ends the call, and its client is told why.
    private void hold(long bytes) {
        if (bytes > largest) {
            throw refusal("the message is larger than " + largest + " bytes");
        }
        if (!closed && !held.growTo(bytes)) {
            throw refusal("no memory for the request's message now");
        }
    }

    private static RuntimeException refusal(String why) {
        return Status.RESOURCE_EXHAUSTED.withDescription(why).asRuntimeException();
    }

    /// The messages so far are done with.
    synchronized void release() {
        held.close();
        packed = 0;
        unpacked = 0;
    }

    /// Nothing of the call is in use any more.
    synchronized void close() {
        release();
        closed = true;
    }

    /// Lets `told` hear by which status the call ends, or has ended.
    synchronized void whenOver(Consumer<Status> told) {
        listener = told;
        end.ifPresent(told);
    }

    @Override
    public synchronized void streamClosed(Status status) {
        if (end.isEmpty()) {
            end = Optional.of(status);
            listener.accept(status);
        }
    }
}
