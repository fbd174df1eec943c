package dev.edgewise.serve;

/// What a server is told when it starts.
///
/// @param host the address that it listens on
/// @param port the port; 0 takes any that is free
/// @param maxBody the largest body of a request, in bytes
/// @param queue how many requests may wait for a worker; one more is refused
/// @param connections how many connections may be open; one more is refused
/// @param threads how many requests use the model at once
public record ServerSettings(
        String host, int port, long maxBody, int queue, int connections, int threads) {

    /// The largest body that can be asked for: a body lies in one array.
    public static final long LARGEST_BODY = 1L << 30;

    public ServerSettings {
        require("port", port, 0, 65535);
        require("max-body", maxBody, 1, LARGEST_BODY);
        require("queue", queue, 0, 1_000_000);
        require("connections", connections, 1, 1_000_000);
        require("threads", threads, 1, 4096);
    }

    private static void require(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + ": must be from " + least + " to " + most + ", got " + value);
        }
    }
}
