package dev.edgewise.serve.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;

/// A call that tells its [CallPace] of what happens, and can be cut off. Whoever closes it first
/// has
/// the last word.
final class WatchedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {

    private final Incoming incoming;
    private final CallPace pace;
    private final Connections connections;
    private final AtomicBoolean closed = new AtomicBoolean();

    WatchedCall(ServerCall<Q, R> call, Incoming incoming, Connections connections) {
        super(call);
        this.incoming = incoming;
        this.connections = connections;
        pace = incoming.pace();
    }

    private MethodType type() {
        return getMethodDescriptor().getType();
    }

    @Override
    public void request(int messages) {
        incoming.release();
        if (!type().clientSendsOneMessage()) {
            pace.next();
        }
        super.request(messages);
    }

    @Override
    public void sendMessage(R message) {
        super.sendMessage(message);
        // What is said on and on, to who asked once, says little.
        if (type() != MethodType.SERVER_STREAMING) {
            pace.answered(CallClock.size(message));
        }
    }

    @Override
    public void close(Status status, Metadata trailers) {
        if (closed.compareAndSet(false, true)) {
            super.close(status, trailers);
            pace.answered(0);
        }
    }

    /// Cuts it off if its client is late.
    void look() {
        pace.late().ifPresent(this::cut);
    }

    private void cut(CallPace.Late late) {
        close(Status.DEADLINE_EXCEEDED.withDescription(late.why()), new Metadata());
        SocketAddress client = getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        if (late.deaf() && client != null) {
            // What was said lies behind what the client doesn't take.
            connections.close(client);
        }
    }

    /// What `listener` hears of a call that isn't cut off.
    ///
    /// @param end is done when the call is over and nobody works on it
    ServerCall.Listener<Q> heardBy(ServerCall.Listener<Q> listener, Runnable end) {
        return new SimpleForwardingServerCallListener<>(listener) {
            @Override
            public void onMessage(Q message) {
                if (type().clientSendsOneMessage() || pace.whole()) {
                    super.onMessage(message);
                }
            }

            @Override
            public void onHalfClose() {
                if (pace.whole()) {
                    super.onHalfClose();
                }
            }

            @Override
            public void onCancel() {
                over();
                super.onCancel();
            }

            @Override
            public void onComplete() {
                over();
                super.onComplete();
            }

            private void over() {
                incoming.close();
                end.run();
            }
        };
    }
}
