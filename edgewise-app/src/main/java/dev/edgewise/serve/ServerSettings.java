package dev.edgewise.serve;

import dev.edgewise.engine.LoadSettings;
import dev.edgewise.engine.Range;
import dev.edgewise.serve.guard.GuardSettings;

/// What a server is told when it starts.
///
/// @param host the address that it listens on
/// @param port the port; 0 takes any that is free
/// @param maxBody the largest body of a request, in bytes
/// @param connections how many connections may be open; one more is refused
/// @param load how many requests use a model at once, and how many may wait
/// @param guard who may ask, over which keys, and how fast
public record ServerSettings(
        String host,
        int port,
        long maxBody,
        int connections,
        LoadSettings load,
        GuardSettings guard) {

    /// The largest body that can be asked for: a body lies in one array.
    public static final long LARGEST_BODY = 1L << 30;

    public ServerSettings {
        Range.require("port", port, 0, 65535);
        Range.require("max-body", maxBody, 1, LARGEST_BODY);
        Range.require("connections", connections, 1, 1_000_000);
    }
}
