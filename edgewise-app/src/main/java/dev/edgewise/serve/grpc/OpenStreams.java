package dev.edgewise.serve.grpc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The calls that go on until somebody ends them, so that a stop can.
final class OpenStreams {

    /// One of them. It may be ended from any thread, and twice.
    @FunctionalInterface
    interface Stream {
        void end();
    }

    private final Set<Stream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /// Takes `stream` in; ends it, if all have been ended.
    void add(Stream stream) {
        open.add(stream);
        if (ended) {
            stream.end();
        }
    }

    void remove(Stream stream) {
        open.remove(stream);
    }

    /// Ends them all, and those that come late.
    void end() {
        ended = true;
        open.forEach(Stream::end);
    }
}
