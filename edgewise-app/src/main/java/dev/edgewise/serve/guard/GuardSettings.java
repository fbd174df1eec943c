package dev.edgewise.serve.guard;

import dev.edgewise.engine.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How a server is guarded.
///
/// @param tokens the file of tokens, one of which a request must bring; empty lets everybody ask
/// @param tls the files for TLS; empty speaks in the clear
/// @param patience how long others may keep the server waiting
/// @param head the largest head of a request, in bytes
/// @param bodies how many bytes of bodies may be held at once
/// @param grace how long a stop waits for the requests that were accepted
public record GuardSettings(
        Optional<Path> tokens,
        Optional<TlsFiles> tls,
        Patience patience,
        int head,
        long bodies,
        Duration grace) {

    public static final GuardSettings USUAL =
            new GuardSettings(
                    Optional.empty(),
                    Optional.empty(),
                    Patience.USUAL,
                    1 << 14,
                    usualBodies(),
                    Duration.ofSeconds(10));

    public GuardSettings {
        Range.require("max-head", head, 512, 1 << 20);
        Range.require("body-memory", bodies, 1, 1L << 40);
        Range.requireTime("grace", grace);
    }

    /// A quarter of the heap: what is made of a body takes as much again, and some more.
    public static long usualBodies() {
        return Runtime.getRuntime().maxMemory() / 4;
    }
}
