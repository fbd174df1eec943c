package dev.edgewise.serve.grpc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The calls that go on until somebody ends them, so that a stop can.
final class OpenCalls {

    /// One of them.
    interface OpenCall {

        /// Ends it. Any thread may, and twice.
        void end();

        /// Tells its client what has changed meanwhile. Asked from time to time.
        default void look() {}
    }

    private final Set<OpenCall> open = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /// Takes `call` in; ends it, if all have been ended.
    void add(OpenCall call) {
        open.add(call);
        if (ended) {
            call.end();
        }
    }

    void remove(OpenCall call) {
        open.remove(call);
    }

    /// Lets each look what has changed.
    void look() {
        open.forEach(OpenCall::look);
    }

    /// Ends them all, and those that come late.
    void end() {
        ended = true;
        open.forEach(OpenCall::end);
    }
}
