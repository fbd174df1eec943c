package dev.edgewise.evaluate;

import dev.edgewise.measure.statistics.ClusterBootstrap;
import dev.edgewise.measure.statistics.Interval;
import dev.edgewise.measure.statistics.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What an evaluation found: the answers, and every figure that is made of them.
public final class EvaluationResult {

    private final Evaluation evaluation;
    private final List<Answer> answers;
    private final List<String> failures;
    private final ConfusionMatrix matrix;
    private final Interval speakerInterval;
    private final Optional<ThresholdCurve> curve;
    private final Optional<TemperatureCheck> temperature;
    private final List<SpeakerFold> folds;

    EvaluationResult(Evaluation evaluation, List<Answer> answers, List<String> failures) {
        this.evaluation = evaluation;
        this.answers = List.copyOf(answers);
        this.failures = List.copyOf(failures);
        this.matrix = new ConfusionMatrix(labels());
        answers.forEach(a -> matrix.add(a.clip().label(), a.prediction().word()));
        this.speakerInterval =
                new ClusterBootstrap(new SplittableRandom(evaluation.context().seed()))
                        .interval(List.copyOf(by(a -> a.clip().speaker()).values()));
        this.curve =
                answers.stream().anyMatch(a -> Answer.isWord(a.clip().label()))
                        ? Optional.of(new ThresholdCurve(answers))
                        : Optional.empty();
        this.temperature = TemperatureCheck.of(answers, labels());
        this.folds = SpeakerFold.of(answers);
    }

    /// Reasons, a line each, why clips couldn't be read.
    public List<String> failures() {
        return failures;
    }

    /// The temperature that makes confidences honest; nothing where the clips are too few or too
    /// well recognised to tell.
    public Optional<TemperatureCheck> temperature() {
        return temperature;
    }

    /// How many of the clips are right, and an interval (Wilson's) that takes them as independent.
    public Proportion accuracy() {
        return new Proportion(matrix.right(), matrix.total());
    }

    /// The interval of [#accuracy()] that heeds that clips of a speaker are alike.
    public Interval speakerInterval() {
        return speakerInterval;
    }

    /// Accuracy with the interval over speakers, if it is known, else Wilson's, and the recall
    /// of each label: for a model's card.
    public String forCard() {
        Interval interval = speakerInterval.isKnown() ? speakerInterval : accuracy().interval();
        String recalls =
                scores().stream()
                        .map(
                                score ->
                                        String.format(
                                                Locale.ROOT,
                                                "%s %.3f (%d)",
                                                score.label(),
                                                score.recall().value(),
                                                score.recall().of()))
                        .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "accuracy %.4f (%d of %d validation clips), 95 %% interval over %s %.3f to %.3f;"
                        + " recall (clips) of %s; in folds of the speakers, one model for all, %s",
                accuracy().value(),
                accuracy().part(),
                accuracy().of(),
                speakerInterval.isKnown() ? "speakers" : "clips",
                interval.low(),
                interval.high(),
                recalls,
                folds.stream()
                        .map(fold -> String.format(Locale.ROOT, "%.3f", fold.accuracy().value()))
                        .collect(Collectors.joining(" ")));
    }

    /// How often words that were held out of training were recognised as unknown: for a model's
    /// card.
    public String heldOutForCard() {
        Proportion recall = unknownRecall(true);
        return String.format(
                Locale.ROOT,
                "%.3f of the %d validation clips of words that were never learned (%s) recognised"
                        + " as %s",
                recall.value(),
                recall.of(),
                String.join(" ", new TreeSet<>(evaluation.heldOut())),
                ClipSelection.UNKNOWN);
    }

    Evaluation evaluation() {
        return evaluation;
    }

    List<String> labels() {
        return evaluation.card().labels();
    }

    List<Answer> answers() {
        return answers;
    }

    ConfusionMatrix matrix() {
        return matrix;
    }

    Optional<ThresholdCurve> curve() {
        return curve;
    }

    List<SpeakerFold> folds() {
        return folds;
    }

    /// How many people speak in the clips.
    long speakers() {
        return answers.stream()
                .filter(a -> a.clip().spoken())
                .map(a -> a.clip().speaker())
                .distinct()
                .count();
    }

    /// How many noise recordings the clips are cut from.
    long recordings() {
        return answers.stream()
                .filter(a -> !a.clip().spoken())
                .map(a -> a.clip().speaker())
                .distinct()
                .count();
    }

    /// How honest the confidences of all clips are, as the model gives them.
    Calibration calibration() {
        return Calibration.of(
                TemperatureCheck.logits(answers), TemperatureCheck.numbers(answers, labels()), 1);
    }

    /// A score for each of the model's labels, in their order.
    List<LabelScore> scores() {
        List<LabelScore> scores = new ArrayList<>();
        for (String label : labels()) {
            long right = matrix.count(label, label);
            scores.add(
                    new LabelScore(
                            label,
                            new Proportion(right, matrix.said(label)),
                            new Proportion(right, matrix.recognized(label))));
        }
        return scores;
    }

    /// How often each word that the model doesn't know was recognised as unknown: first those that
    /// were in training, then the others; by name.
    List<WordRecall> unknownWords() {
        List<Answer> unknown =
                answers.stream()
                        .filter(a -> a.clip().label().equals(ClipSelection.UNKNOWN))
                        .toList();
        List<WordRecall> words = new ArrayList<>();
        for (boolean heldOut : new boolean[] {false, true}) {
            by(unknown, a -> a.clip().folder())
                    .forEach(
                            (word, recall) -> {
                                if (evaluation.heldOut().contains(word) == heldOut) {
                                    words.add(new WordRecall(word, heldOut, recall));
                                }
                            });
        }
        return words;
    }

    /// The same, of all words that were held out, or of all that weren't.
    Proportion unknownRecall(boolean heldOut) {
        List<Proportion> recalls =
                unknownWords().stream()
                        .filter(word -> word.heldOut() == heldOut)
                        .map(WordRecall::recall)
                        .toList();
        return new Proportion(
                recalls.stream().mapToLong(Proportion::part).sum(),
                recalls.stream().mapToLong(Proportion::of).sum());
    }

    private Map<String, Proportion> by(Function<Answer, String> key) {
        return by(answers, key);
    }

    private static Map<String, Proportion> by(List<Answer> answers, Function<Answer, String> key) {
        Map<String, Proportion> shares = new TreeMap<>();
        for (Answer answer : answers) {
            shares.merge(
                    key.apply(answer),
                    new Proportion(answer.isRight() ? 1 : 0, 1),
                    (a, b) -> new Proportion(a.part() + b.part(), a.of() + b.of()));
        }
        return shares;
    }
}
