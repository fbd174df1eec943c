package dev.edgewise.evaluate;

import dev.edgewise.detect.Detection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was detected, held against what was said. A detection counts for a label of its word if
/// its middle lies in the label's span, longer by the tolerance at both ends; a label is matched
/// once. Of several labels that a detection could count for, it takes the one that is over first,
/// so that as many as possible are found. Every other detection is a false accept.
///
/// A word's label is found, or confused (not found, but another word was detected in its place), or
/// missed; the three add up to the words there are.
///
/// @param words the labels that are words of the model, in the order of time
/// @param detections in the order of time
public record StreamMatch(List<Word> words, List<Heard> detections) {

    /// What became of a label.
    public enum Fate {
        /// Its word was detected.
        FOUND,
        /// Its word wasn't detected, but another was in its place.
        CONFUSED,
        /// Nothing was detected.
        MISSED
    }

    /// What a detection is.
    public enum Kind {
        /// The word that is said there.
        RIGHT,
        /// A false accept: in the place of a word that wasn't found.
        WRONG_WORD,
        /// A false accept: one more where a word was said that is accounted for.
        AGAIN,
        /// A false accept: something was said, but none of the model's words.
        OTHER_SPEECH,
        /// A false accept: where nothing is labelled.
        NO_SPEECH
    }

    /// A label and what became of it.
    ///
    /// @param word as the model spells it
    /// @param detection what was detected there, right or wrong
    public record Word(Label label, String word, Fate fate, Optional<Detection> detection) {}

    /// A detection and what it is.
    ///
    /// @param label the label that it was taken for or lies by
    public record Heard(Detection detection, Kind kind, Optional<Label> label) {}

    public StreamMatch {
        words = List.copyOf(words);
        detections = List.copyOf(detections);
    }

    /// Matches `detections`, in the order of time, with `labels`, in the order of their beginnings.
    ///
    /// @param words that the model can detect; a label is one of them whatever its case
    public static StreamMatch of(
            List<Label> labels,
            List<Detection> detections,
            List<String> words,
            Duration tolerance) {
        return new Matching(labels, detections, words, tolerance).result();
    }

    /// How many words became `fate`.
    public int count(Fate fate) {
        return (int) words.stream().filter(word -> word.fate() == fate).count();
    }

    /// How many detections are `kind`.
    public int count(Kind kind) {
        return (int) detections.stream().filter(heard -> heard.kind() == kind).count();
    }

    /// How many detections are of no label that is theirs.
    public int falseAccepts() {
        return detections.size() - count(Kind.RIGHT);
    }

    /// The share of words that weren't found, confused ones included; NaN if there are none.
    public double missRate() {
        return 1 - (double) count(Fate.FOUND) / words.size();
    }

    /// How long after its label's end each word that was found could be known, in the order of
    /// time. Below zero where it was known before.
    public List<Duration> latencies() {
        return words.stream()
                .filter(word -> word.fate() == Fate.FOUND)
                .map(word -> word.detection().orElseThrow().to().minus(word.label().to()))
                .toList();
    }

    private static final class Matching {

        private final List<Label> labels;
        private final List<Detection> detections;
        private final Duration tolerance;
        private final @Nullable String[] wordOfLabel;
        private final @Nullable Detection[] found;
        private final @Nullable Detection[] wrong;
        private final List<Heard> heard = new ArrayList<>();

        /// Every label before this one was over before the detection that is looked at.
        private int first;

        Matching(
                List<Label> labels,
                List<Detection> detections,
                List<String> words,
                Duration tolerance) {
            this.labels = labels;
            this.detections = detections;
            this.tolerance = tolerance;
            this.wordOfLabel = new String[labels.size()];
            this.found = new Detection[labels.size()];
            this.wrong = new Detection[labels.size()];
            for (int i = 0; i < labels.size(); i++) {
                String text = labels.get(i).text();
                wordOfLabel[i] =
                        words.stream().filter(text::equalsIgnoreCase).findFirst().orElse(null);
            }
        }

        StreamMatch result() {
            int[] right = new int[detections.size()];
            Arrays.fill(right, -1);
            for (int i = 0; i < right.length; i++) {
                Detection detection = detections.get(i);
                right[i] = firstOver(near(detection), detection.word());
                if (right[i] >= 0) {
                    found[right[i]] = detection;
                }
            }
            first = 0;
            for (int i = 0; i < right.length; i++) {
                Detection detection = detections.get(i);
                heard.add(
                        right[i] >= 0
                                ? new Heard(
                                        detection, Kind.RIGHT, Optional.of(labels.get(right[i])))
                                : falseAccept(detection));
            }
            return new StreamMatch(words(), heard);
        }

        private Heard falseAccept(Detection detection) {
            List<Integer> near = near(detection);
            int mistaken = firstOver(near, null);
            if (mistaken >= 0) {
                wrong[mistaken] = detection;
                return new Heard(detection, Kind.WRONG_WORD, Optional.of(labels.get(mistaken)));
            }
            Optional<Integer> nearest =
                    near.stream()
                            .min(
                                    Comparator.comparing(
                                            label -> distance(labels.get(label), detection)));
            return nearest.map(
                            label ->
                                    new Heard(
                                            detection,
                                            wordOfLabel[label] == null
                                                    ? Kind.OTHER_SPEECH
                                                    : Kind.AGAIN,
                                            Optional.of(labels.get(label))))
                    .orElseGet(() -> new Heard(detection, Kind.NO_SPEECH, Optional.empty()));
        }

        /// Of the labels `near` that are still free, and of `word` unless that is null, the one
        /// that is over first; -1 if there is none.
        private int firstOver(List<Integer> near, @Nullable String word) {
            int best = -1;
            for (int label : near) {
                boolean free = found[label] == null && wrong[label] == null;
                boolean meant =
                        word == null ? wordOfLabel[label] != null : word.equals(wordOfLabel[label]);
                if (free
                        && meant
                        && (best < 0
                                || labels.get(label).to().compareTo(labels.get(best).to()) < 0)) {
                    best = label;
                }
            }
            return best;
        }

        /// The labels whose span, with the tolerance, holds the detection's middle.
        private List<Integer> near(Detection detection) {
            Duration earliestEnd = detection.middle().minus(tolerance);
            Duration latestStart = detection.middle().plus(tolerance);
            while (first < labels.size() && labels.get(first).to().compareTo(earliestEnd) < 0) {
                first++;
            }
            List<Integer> near = new ArrayList<>();
            for (int i = first;
                    i < labels.size() && labels.get(i).from().compareTo(latestStart) <= 0;
                    i++) {
                if (labels.get(i).to().compareTo(earliestEnd) >= 0) {
                    near.add(i);
                }
            }
            return near;
        }

        private static Duration distance(Label label, Detection detection) {
            Duration middle = detection.middle();
            Duration before = label.from().minus(middle);
            Duration after = middle.minus(label.to());
            Duration distance = before.compareTo(after) > 0 ? before : after;
            return distance.isNegative() ? Duration.ZERO : distance;
        }

        private List<Word> words() {
            List<Word> words = new ArrayList<>();
            for (int i = 0; i < labels.size(); i++) {
                String word = wordOfLabel[i];
                if (word != null) {
                    Detection there = found[i] != null ? found[i] : wrong[i];
                    Fate fate =
                            found[i] != null
                                    ? Fate.FOUND
                                    : wrong[i] != null ? Fate.CONFUSED : Fate.MISSED;
                    words.add(new Word(labels.get(i), word, fate, Optional.ofNullable(there)));
                }
            }
            return words;
        }
    }
}
