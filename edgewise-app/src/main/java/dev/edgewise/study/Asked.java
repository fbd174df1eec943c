package dev.edgewise.study;

import dev.edgewise.measure.Margin;
import java.time.Duration;
import java.util.List;

/// What a run was asked to measure, as far as figures depend on it.
///
/// @param requests measured at each place
/// @param margin a smaller difference doesn't matter
/// @param seed of all randomness
/// @param deadline of a request
record Asked(List<Far> remotes, int requests, Margin margin, long seed, Duration deadline) {

    Asked {
        remotes = List.copyOf(remotes);
    }

    static Asked of(StudySettings settings) {
        return new Asked(
                List.of(Far.of(settings.remote())),
                settings.requests(),
                settings.margin(),
                settings.seed(),
                settings.deadline());
    }
}
