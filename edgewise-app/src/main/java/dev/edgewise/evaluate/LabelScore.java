package dev.edgewise.evaluate;

import dev.edgewise.measure.statistics.Proportion;

/// How well one label is recognised.
///
/// @param recall of the clips with this label, those that were recognised as it
/// @param precision of the clips that were recognised as this label, those that have it
public record LabelScore(String label, Proportion recall, Proportion precision) {

    private static final int FEW = 100;

    /// Whether the clips are so few that a share of them says little.
    boolean hasFewClips() {
        return recall.of() < FEW;
    }
}
