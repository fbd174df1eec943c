package dev.edgewise.study;

import dev.edgewise.link.LinkProfile;
import java.time.Duration;
import java.util.List;

/// When a request counts as failed: after half a minute, and so much later as an emulated link
/// would need for the largest clip by the numbers that it was asked for.
final class Deadline {

    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final int ROUND_TRIPS = 10;
    private static final double NANO_BITS_PER_BYTE = 8e9;

    private Deadline() {}

    /// @param largestBytes the size of the largest clip
    static Duration of(List<Remote> remotes, long largestBytes) {
        Duration longest = Duration.ZERO;
        for (Remote remote : remotes) {
            if (remote instanceof Remote.Emulated emulated) {
                Duration needed = needed(emulated.link(), largestBytes);
                longest = needed.compareTo(longest) > 0 ? needed : longest;
            }
        }
        return USUAL.plus(longest);
    }

    private static Duration needed(LinkProfile link, long bytes) {
        Duration trips = link.roundTrip().multipliedBy(ROUND_TRIPS);
        long slower = Math.min(link.downBitsPerSecond(), link.upBitsPerSecond());
        return slower == LinkProfile.UNLIMITED
                ? trips
                : trips.plusNanos(Math.round(NANO_BITS_PER_BYTE * bytes / slower));
    }
}
