package dev.edgewise.study;

import dev.edgewise.link.LinkProfile;
import dev.edgewise.measure.statistics.Percentile;
import java.util.Locale;
import java.util.Optional;

/// The least that a request with the audio in it can take over a link: one round trip, its bodies'
/// bytes at the link's rates, and the prediction. The connection is open and TCP's window wide
/// enough, as it is from a block's second request on; headers, and the stack at either end, count
/// for nothing.
///
/// @param millis that least
/// @param ratio what was measured (the median total) by that
/// @param formula how it came about, in words
record IdealTime(double millis, double ratio, String formula) {

    /// The least over `link`, by the link's own numbers; nothing where nothing was answered.
    static Optional<IdealTime> of(Figures figures, AskedLink link) {
        Place place = Place.REMOTE_BODY;
        if (figures.summary(place, Quantity.PREDICTION).isEmpty()) {
            return Optional.empty();
        }
        double out = figures.mean(place, sample -> sample.outcome().bytesOut());
        double in = figures.mean(place, sample -> sample.outcome().bytesIn());
        double trip = link.roundTrip().toNanos() / 1e6;
        double up = millis(out, link.upBitsPerSecond());
        double down = millis(in, link.downBitsPerSecond());
        double prediction = median(figures, place, Quantity.PREDICTION);
        double ideal = trip + up + down + prediction;
        return Optional.of(
                new IdealTime(
                        ideal,
                        median(figures, place, Quantity.TOTAL) / ideal,
                        String.format(
                                Locale.ROOT,
                                "%.2f ms round trip + %,.0f bytes up %.2f ms + %,.0f bytes down"
                                        + " %.2f ms + prediction %.2f ms",
                                trip,
                                out,
                                up,
                                in,
                                down,
                                prediction)));
    }

    private static double millis(double bytes, long bitsPerSecond) {
        return bitsPerSecond == LinkProfile.UNLIMITED ? 0 : bytes * 8e3 / bitsPerSecond;
    }

    private static double median(Figures figures, Place place, Quantity quantity) {
        return figures.summary(place, quantity)
                .orElseThrow()
                .percentileMillis(Percentile.P50)
                .orElseThrow();
    }
}
