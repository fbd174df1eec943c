package dev.edgewise.detect;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides what of all that is heard in windows is a word. The probabilities of the latest windows
/// are averaged; a word is detected when it is the likeliest of all labels on that average,
/// reaches the threshold, and the last detection is long enough ago. `_unknown_` and `_silence_`
/// are labels like any other in this, but never detected.
///
/// It has state, so one thread uses it.
///
/// Source: G. Chen, C. Parada, G. Heigold, "Small-footprint keyword spotting using deep neural
/// networks", ICASSP 2014, section 2.3, for the averages; the suppression time and the fewest
/// windows are as in TensorFlow's speech commands example.
public final class Spotter {

    /// The labels that are no words.
    private static final Set<String> NO_WORDS = Set.of("_unknown_", "_silence_");

    private final List<String> labels;
    private final DetectionSettings settings;
    private final Deque<WindowScores> latest = new ArrayDeque<>();
    private @Nullable Duration last;

    /// A spotter that has heard nothing yet.
    ///
    /// @param labels the model's, in its order
    public Spotter(List<String> labels, DetectionSettings settings) {
        this.labels = List.copyOf(labels);
        this.settings = settings;
    }

    /// Whether `label` is a word that can be detected.
    public static boolean isWord(String label) {
        return !NO_WORDS.contains(label);
    }

    /// Takes the next window, and gives the word that is detected with it.
    ///
    /// @throws IllegalArgumentException if it hasn't a probability for each label
    public Optional<Detection> next(WindowScores window) {
        if (window.size() != labels.size()) {
            throw new IllegalArgumentException(
                    "a window of " + window.size() + " scores for " + labels.size() + " labels");
        }
        latest.addLast(window);
        while (latest.size() > 1 && !isAveraged(latest.getFirst(), window)) {
            latest.removeFirst();
        }
        if (latest.size() < settings.fewest() || isSuppressed(window)) {
            return Optional.empty();
        }
        int best = 0;
        double most = -1;
        for (int label = 0; label < labels.size(); label++) {
            double average = average(label);
            if (average > most) {
                best = label;
                most = average;
            }
        }
        if (most < settings.threshold() || !isWord(labels.get(best))) {
            return Optional.empty();
        }
        last = window.to();
        return Optional.of(
                new Detection(labels.get(best), window.from(), window.to(), Math.min(1, most)));
    }

    private boolean isAveraged(WindowScores earlier, WindowScores now) {
        return now.to().minus(earlier.to()).compareTo(settings.average()) < 0;
    }

    private boolean isSuppressed(WindowScores now) {
        return last != null && now.to().minus(last).compareTo(settings.suppression()) < 0;
    }

    private double average(int label) {
        double sum = 0;
        for (WindowScores window : latest) {
            sum += window.probability(label);
        }
        return sum / latest.size();
    }
}
