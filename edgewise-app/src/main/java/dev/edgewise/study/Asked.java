package dev.edgewise.study;

import dev.edgewise.measure.statistics.Margin;
import java.time.Duration;
import java.util.List;

/// What a run was asked to measure, as far as figures depend on it.
///
/// @param extent how much is measured
/// @param margin a smaller difference doesn't matter
/// @param seed of all randomness
/// @param deadline of a request
record Asked(List<Far> remotes, Extent extent, Margin margin, long seed, Duration deadline) {

    Asked {
        remotes = List.copyOf(remotes);
        if (remotes.isEmpty()
                || remotes.stream().map(Far::name).distinct().count() < remotes.size()) {
            throw new IllegalArgumentException(
                    "remotes: at least one is needed, and a name for each, got "
                            + remotes.stream().map(Far::name).toList());
        }
    }

    static Asked of(StudySettings settings, Duration deadline) {
        return new Asked(
                settings.remotes().stream().map(Far::of).toList(),
                settings.extent(),
                settings.margin(),
                settings.seed(),
                deadline);
    }

    /// What the remote places are called within the run.
    List<String> names() {
        return remotes.stream().map(Far::name).toList();
    }
}
