package dev.edgewise.remote;

import dev.edgewise.link.LinkProfile;
import dev.edgewise.measure.statistics.Estimate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What a speed test found.
///
/// @param roundTrip median in milliseconds
/// @param jitter mean difference of two round trips in a row, in milliseconds
/// @param roundTrips in milliseconds, in the order in which they were taken
/// @param took the whole test
public record LinkSpeed(
        Estimate roundTrip,
        Estimate jitter,
        LinkRate down,
        LinkRate up,
        List<Double> roundTrips,
        Duration took) {

    /// The jitter below which two machines' own doing can't be told from the link's.
    private static final double LEAST_JITTER_MILLIS = 0.2;

    /// One way's standard deviation, if both ways are normally distributed and alike, as a share
    /// of the mean difference of two round trips: sqrt(pi) / 2 / sqrt(2).
    private static final double DEVIATION = Math.sqrt(Math.PI / 8);

    private static final double MOST_MBITS = 1e6;

    public LinkSpeed {
        roundTrips = List.copyOf(roundTrips);
    }

    /// A link to emulate that is like this one: its round trip, its rates, and its jitter where
    /// that is more than machines make themselves, as normally distributed.
    public LinkProfile profile(String name) {
        double millis = Math.clamp(roundTrip.value(), 0, 60_000);
        String delay = spec("rtt=%.0fus", millis * 1e3);
        if (jitter.value() >= LEAST_JITTER_MILLIS) {
            double deviation = Math.min(jitter.value() * DEVIATION, millis / 2);
            delay += spec(",jitter=normal:%.0fus", Math.floor(deviation * 1e3));
        }
        return LinkProfile.parse(
                        delay + spec(",down=%.3fM", mbits(down)) + spec(",up=%.3fM", mbits(up)))
                .called(name);
    }

    private static double mbits(LinkRate rate) {
        return Math.clamp(rate.estimate().value(), 0.001, MOST_MBITS);
    }

    private static String spec(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }
}
