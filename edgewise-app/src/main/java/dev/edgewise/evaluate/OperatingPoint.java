package dev.edgewise.evaluate;

import dev.edgewise.evaluate.StreamMatch.Fate;
import dev.edgewise.measure.statistics.PoissonRate;

/// What came of one threshold.
///
/// @param match what was detected with it
/// @param hours how much audio that was
public record OperatingPoint(double threshold, StreamMatch match, double hours) {

    /// False accepts an hour.
    public PoissonRate falseAccepts() {
        return new PoissonRate(match.falseAccepts(), hours);
    }

    /// How many words were found.
    public int found() {
        return match.count(Fate.FOUND);
    }
}
