package dev.edgewise.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A temperature that was fitted on the clips of one half of the speakers, judged on those of the
/// other half; a hash of the name says in which half a speaker is.
///
/// @param temperature what the logits are to be divided by
/// @param fitted how many clips it was fitted on
/// @param judged how many clips it was judged on
/// @param before how honest confidences are on the judged clips as they are
/// @param after the same at the temperature
public record TemperatureCheck(
        double temperature, int fitted, int judged, Calibration before, Calibration after) {

    /// Each half has so many clips at least.
    static final int FEWEST = 20;

    private static final double LEAST_GAIN = 1e-4;

    /// Whether the right labels of the judged clips are likelier at the temperature, by more than
    /// rounding makes out.
    public boolean helps() {
        return before.loss() - after.loss() > LEAST_GAIN;
    }

    /// Where it comes from and what it does, for the model's `metadata_props`.
    public String inWords() {
        return String.format(
                Locale.ROOT,
                "%.4f, fitted on %d clips of one half of the speakers; on the %d of the other half"
                        + " the calibration error was %.2f %% before and is %.2f %% with it",
                temperature,
                fitted,
                judged,
                100 * before.error(),
                100 * after.error());
    }

    /// Nothing where a half has too few clips, or the one for fitting has none that is wrong: then
    /// no temperature is cold enough.
    ///
    /// @param labels the model's
    static Optional<TemperatureCheck> of(List<Answer> answers, List<String> labels) {
        List<Answer> first = new ArrayList<>();
        List<Answer> second = new ArrayList<>();
        for (Answer answer : answers) {
            (Speakers.part(answer.clip().speaker(), "half", 2) == 0 ? first : second).add(answer);
        }
        if (first.size() < FEWEST
                || second.size() < FEWEST
                || first.stream().allMatch(Answer::isRight)) {
            return Optional.empty();
        }
        double temperature = Calibration.fit(logits(first), numbers(first, labels));
        float[][] logits = logits(second);
        int[] numbers = numbers(second, labels);
        return Optional.of(
                new TemperatureCheck(
                        temperature,
                        first.size(),
                        second.size(),
                        Calibration.of(logits, numbers, 1),
                        Calibration.of(logits, numbers, temperature)));
    }

    static float[][] logits(List<Answer> answers) {
        return answers.stream()
                .map(
                        answer ->
                                Calibration.logits(
                                        answer.prediction().scores().stream()
                                                .map(score -> score.probability())
                                                .toList()))
                .toArray(float[][]::new);
    }

    static int[] numbers(List<Answer> answers, List<String> labels) {
        return answers.stream().mapToInt(a -> labels.indexOf(a.clip().label())).toArray();
    }
}
