package dev.edgewise.serve.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Lets calls in until there are too many, and cuts those off that keep the server waiting.
final class Watchman implements ServerInterceptor {

    private final int most;
    private final Connections connections;
    private final Set<WatchedCall<?, ?>> open = ConcurrentHashMap.newKeySet();

    /// @param most how many calls may be open
    /// @param connections those over which they come
    Watchman(int most, Connections connections) {
        this.most = most;
        this.connections = connections;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (open.size() >= most) {
            call.close(
                    Status.RESOURCE_EXHAUSTED.withDescription("too many calls are open: " + most),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        }
        WatchedCall<Q, R> watched = new WatchedCall<>(call, Incoming.current(), connections);
        ServerCall.Listener<Q> listener = next.startCall(watched, headers);
        // The end, of which the listener tells, comes on this thread, too.
        open.add(watched);
        return watched.heardBy(listener, () -> open.remove(watched));
    }

    /// Cuts off whose client is late.
    void look() {
        open.forEach(WatchedCall::look);
    }
}
