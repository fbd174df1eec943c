package dev.edgewise.load;

import dev.edgewise.remote.EndpointSearch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What is to be loaded, and how.
///
/// @param search finds the server and what it is asked with
/// @param length of the load; of each trial, at least, where the capacity is looked for
/// @param timeout of each request, from the moment it is meant to be sent
/// @param connections at most so many requests are under way
/// @param seed of the schedule, and of inputs that are drawn
/// @param log where an HdrHistogram log goes, if one is wanted
/// @param samples where every request goes as JSON Lines, if that is wanted
/// @param note the user's words for the context; may be empty
/// @param version of the program
public record LoadSettings(
        EndpointSearch search,
        Plan plan,
        Duration length,
        Duration timeout,
        int connections,
        long seed,
        Optional<Path> log,
        Optional<Path> samples,
        String note,
        String version) {

    public LoadSettings {
        requirePositive("duration", length);
        requirePositive("timeout", timeout);
        if (connections < 1) {
            throw new IllegalArgumentException(
                    "connections: must be at least 1, got " + connections);
        }
    }

    /// How many connections are used: one for a single stream.
    int used() {
        return plan instanceof Plan.Single ? 1 : connections;
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + ": must be above 0");
        }
    }
}
