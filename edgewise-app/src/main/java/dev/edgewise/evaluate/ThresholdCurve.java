package dev.edgewise.evaluate;

import dev.edgewise.measure.statistics.Proportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What happens if a word counts only from some probability on. The likeliest *word* of a clip is
/// accepted if its probability is at least the threshold; `_unknown_` and `_silence_` are never
/// accepted, but take their share of the probability.
///
/// - A false accept is a clip in which another word than the accepted one, an unknown one or none
///   was said. Its rate is the share of all clips.
/// - A false reject is a clip of a word in which that word wasn't accepted: because nothing was, or
///   another word. Its rate is the share of the clips of words.
///
/// A clip of a word that is accepted as another word is on both sides.
public final class ThresholdCurve {

    /// Which clips are accepted though they shouldn't be.
    public enum Kind {
        /// Clips of one word, accepted as another.
        OTHER_WORD,
        /// Clips of words that the model doesn't know.
        UNKNOWN,
        /// Clips without speech.
        SILENCE
    }

    /// What a threshold leads to.
    ///
    /// @param falseAccepts of all clips
    /// @param falseRejects of the clips of words
    /// @param kinds the false accepts by kind; a kind that there is none of may be missing
    public record Point(
            double threshold,
            Proportion falseAccepts,
            Proportion falseRejects,
            Map<Kind, Long> kinds) {

        public Point {
            kinds = Map.copyOf(kinds);
        }

        /// How many false accepts there are of `kind`.
        public long accepted(Kind kind) {
            return kinds.getOrDefault(kind, 0L);
        }
    }

    private final int clips;
    private final int wordClips;

    /// The probabilities of accepted words that are right, ascending.
    private final double[] right;

    /// Those that are wrong, by kind, ascending.
    private final TreeMap<Kind, double[]> wrong = new TreeMap<>();

    /// Where something changes: every probability once, ascending, between 0 and "never".
    private final double[] thresholds;

    /// The curve of `answers`, of which one at least has a word for a label.
    ThresholdCurve(List<Answer> answers) {
        TreeMap<Kind, List<Double>> lists = new TreeMap<>();
        List<Double> rights = new ArrayList<>();
        TreeSet<Double> all = new TreeSet<>(List.of(0.0));
        int words = 0;
        for (Answer answer : answers) {
            double probability = answer.likeliestWord().probability();
            all.add(probability);
            String label = answer.clip().label();
            words += Answer.isWord(label) ? 1 : 0;
            if (answer.likeliestWord().label().equals(label)) {
                rights.add(probability);
            } else {
                lists.computeIfAbsent(kind(label), k -> new ArrayList<>()).add(probability);
            }
        }
        all.add(Math.nextUp(all.last()));
        clips = answers.size();
        wordClips = words;
        right = ascending(rights);
        lists.forEach((kind, list) -> wrong.put(kind, ascending(list)));
        thresholds = ascending(all);
    }

    private static Kind kind(String label) {
        return switch (label) {
            case ClipSelection.UNKNOWN -> Kind.UNKNOWN;
            case ClipSelection.SILENCE -> Kind.SILENCE;
            default -> Kind.OTHER_WORD;
        };
    }

    private static double[] ascending(java.util.Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    /// Whether there are clips in which no word that the model knows was said. Without them both
    /// rates are alike from the start, and there is no equal error rate to speak of.
    public boolean hasOthers() {
        return clips > wordClips;
    }

    /// What a threshold of `threshold` leads to.
    public Point at(double threshold) {
        Map<Kind, Long> kinds = new TreeMap<>();
        wrong.forEach((kind, values) -> kinds.put(kind, atLeast(values, threshold)));
        long accepted = kinds.values().stream().mapToLong(Long::longValue).sum();
        return new Point(
                threshold,
                new Proportion(accepted, clips),
                new Proportion(wordClips - atLeast(right, threshold), wordClips),
                kinds);
    }

    /// Every threshold at which something changes, ascending; the first accepts every clip, the
    /// last none.
    public List<Point> points() {
        return Arrays.stream(thresholds).mapToObj(this::at).toList();
    }

    /// Where both rates are nearest to each other. Their mean there is the equal error rate: the
    /// curve has steps, so that no threshold may give both alike.
    public Point equalErrors() {
        return nearest(first(point -> difference(point) <= 0));
    }

    /// The equal error rate, from 0 to 1.
    public double equalErrorRate() {
        Point point = equalErrors();
        return (point.falseAccepts().value() + point.falseRejects().value()) / 2;
    }

    /// The lowest threshold under which at most `share` of the clips are falsely accepted.
    public Point withFalseAcceptsAtMost(double share) {
        return at(thresholds[first(point -> point.falseAccepts().value() <= share)]);
    }

    private Point nearest(int after) {
        Point next = at(thresholds[after]);
        if (after == 0) {
            return next;
        }
        Point before = at(thresholds[after - 1]);
        return difference(before) < -difference(next) ? before : next;
    }

    /// False accepts become fewer as the threshold rises, false rejects more.
    private static double difference(Point point) {
        return point.falseAccepts().value() - point.falseRejects().value();
    }

    /// The first threshold from which on `holds` holds; at the last it does.
    private int first(java.util.function.Predicate<Point> holds) {
        int low = 0;
        int high = thresholds.length - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (holds.test(at(thresholds[middle]))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static long atLeast(double[] ascending, double threshold) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (ascending[middle] >= threshold) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return (long) ascending.length - low;
    }
}
