package dev.edgewise.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The epochs of a training so far.
record History(List<EpochScore> epochs) {

    static final History NONE = new History(List.of());

    History {
        epochs = List.copyOf(epochs);
    }

    int size() {
        return epochs.size();
    }

    EpochScore last() {
        return epochs.getLast();
    }

    /// With one more epoch.
    History and(EpochScore epoch) {
        List<EpochScore> more = new ArrayList<>(epochs);
        more.add(epoch);
        return new History(more);
    }

    /// The epoch with most validation clips right; of several, the one with the lowest loss.
    EpochScore best() {
        return epochs.stream()
                .max(
                        Comparator.comparingInt((EpochScore e) -> e.validation().correct())
                                .thenComparing(
                                        e -> e.validation().loss(), Comparator.reverseOrder()))
                .orElseThrow();
    }

    /// Whether the validation loss has not been lower than its lowest for `patience` epochs;
    /// never, if that is 0.
    boolean waitedFor(int patience) {
        if (patience == 0 || epochs.isEmpty()) {
            return false;
        }
        int lowest = 0;
        for (int i = 1; i < epochs.size(); i++) {
            if (epochs.get(i).validation().loss() < epochs.get(lowest).validation().loss()) {
                lowest = i;
            }
        }
        return epochs.size() - 1 - lowest >= patience;
    }
}
