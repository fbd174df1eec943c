package dev.edgewise.evaluate;

import dev.edgewise.measure.statistics.ClusterBootstrap;
import dev.edgewise.measure.statistics.Interval;
import dev.edgewise.measure.statistics.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A result in words.
final class EvaluationSentences {

    private EvaluationSentences() {}

    /// The figure that counts, and how sure it is.
    static String verdict(EvaluationResult result) {
        Proportion accuracy = result.accuracy();
        return String.format(
                Locale.ROOT,
                "%s recognises %,d of %,d clips: %.1f %%, 95 %% interval %s %%.",
                name(result),
                accuracy.part(),
                accuracy.of(),
                100 * accuracy.value(),
                EvaluationTables.interval(bestInterval(result)));
    }

    /// "tutorial-cnn".
    static String name(EvaluationResult result) {
        String name = result.evaluation().card().name();
        return name.isEmpty() ? "The model" : name;
    }

    /// That over speakers where it is known.
    private static Interval bestInterval(EvaluationResult result) {
        return result.speakerInterval().isKnown()
                ? result.speakerInterval()
                : result.accuracy().interval();
    }

    /// Both intervals, and which is which.
    static List<String> intervals(EvaluationResult result) {
        List<String> facts = new ArrayList<>();
        facts.add(
                "As if all clips were independent (Wilson), the interval is "
                        + EvaluationTables.interval(result.accuracy().interval())
                        + " %.");
        long clusters = result.speakers() + result.recordings();
        facts.add(
                result.speakerInterval().isKnown()
                        ? "Clips of one speaker are right or wrong together: drawing whole speakers"
                                + " (and noise recordings), "
                                + clusters
                                + " of them, again and again (bootstrap), it is "
                                + EvaluationTables.interval(result.speakerInterval())
                                + " %. That is the one to quote."
                        : "An interval over speakers needs "
                                + ClusterBootstrap.FEWEST
                                + " of them and some clips right and some wrong; here it is not"
                                + " known, and the one above is too narrow if clips of one speaker"
                                + " are alike.");
        return facts;
    }

    /// How it was measured.
    static List<String> method(EvaluationResult result) {
        List<String> facts = new ArrayList<>();
        ClipSelection clips = result.evaluation().clips();
        facts.add(
                "%s clips (%s) of %s%s."
                        .formatted(
                                count(result.answers().size()),
                                clips.how(),
                                people(result.speakers(), "speaker"),
                                result.recordings() == 0
                                        ? ""
                                        : " and "
                                                + people(result.recordings(), "noise recording")));
        if (!result.failures().isEmpty()) {
            facts.add(
                    people(result.failures().size(), "clip")
                            + " couldn't be read and "
                            + (result.failures().size() == 1 ? "is" : "are")
                            + " left out.");
        }
        if (clips.leftOutClips() > 0) {
            facts.add(
                    people(clips.leftOutClips(), "clip")
                            + " left out, as the model has no label for them: "
                            + clips.leftOut().keySet().stream()
                                    .map(name -> name.isEmpty() ? "those in no folder" : name)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        facts.add(
                "A clip is right if its likeliest label is its folder's name"
                        + (result.labels().contains(ClipSelection.UNKNOWN)
                                ? ", or _unknown_ where that is none of the model's labels"
                                : "")
                        + (result.labels().contains(ClipSelection.SILENCE)
                                ? ", or _silence_ in a second of background noise"
                                : "")
                        + ".");
        return facts;
    }

    /// How differently people are recognised.
    static String folds(EvaluationResult result) {
        double[] shares =
                result.folds().stream().mapToDouble(fold -> fold.accuracy().value()).toArray();
        double mean = 0;
        double least = 1;
        double most = 0;
        for (double share : shares) {
            mean += share / shares.length;
            least = Math.min(least, share);
            most = Math.max(most, share);
        }
        double squares = 0;
        for (double share : shares) {
            squares += (share - mean) * (share - mean);
        }
        String range =
                String.format(
                        Locale.ROOT,
                        "Of the clips with speech, %.1f to %.1f %% are right, mean %.1f %%",
                        100 * least,
                        100 * most,
                        100 * mean);
        return range
                + (shares.length < 2
                        ? "."
                        : String.format(
                                Locale.ROOT,
                                ", standard deviation %.1f points.",
                                100 * Math.sqrt(squares / (shares.length - 1))))
                + " The speakers are sorted into "
                + SpeakerFold.FOLDS
                + " folds by a hash of their names; the model is the same for all. No fold was"
                + " trained without: it shows how much the figure depends on who speaks.";
    }

    /// Where both kinds of errors are alike.
    static String equalErrors(ThresholdCurve curve) {
        return curve.hasOthers()
                ? String.format(
                        Locale.ROOT,
                        "Equal error rate: %.1f %%, at threshold %.4f.",
                        100 * curve.equalErrorRate(),
                        curve.equalErrors().threshold())
                : "There is no equal error rate: every clip is one of a word, and words that are"
                        + " taken for others count on both sides.";
    }

    /// What is said of confidences.
    static List<String> confidence(EvaluationResult result) {
        List<String> facts = new ArrayList<>();
        facts.add(
                String.format(
                        Locale.ROOT,
                        "Over all clips, confidence and accuracy are %.2f points apart: the"
                                + " expected calibration error (ECE, %d bins of equal width; Guo et"
                                + " al. 2017).",
                        100 * result.calibration().error(),
                        Calibration.BINS));
        facts.add(
                result.temperature()
                        .map(
                                check ->
                                        String.format(
                                                Locale.ROOT,
                                                "Temperature %.3f was fitted on the %d clips of one"
                                                        + " half of the speakers, and judged on the"
                                                        + " %d of the other; a hash of the name"
                                                        + " says who is where. No answer changes by"
                                                        + " it. %s",
                                                check.temperature(),
                                                check.fitted(),
                                                check.judged(),
                                                check.helps()
                                                        ? "On the judged half it makes confidences"
                                                                + " more honest."
                                                        : "On the judged half it makes confidences"
                                                                + " no more honest: leave it"
                                                                + " out."))
                        .orElse(noTemperature()));
        return facts;
    }

    /// Why no temperature could be fitted.
    static String noTemperature() {
        return "No temperature was fitted: each half of the speakers needs "
                + TemperatureCheck.FEWEST
                + " clips, and the first of them one that is wrong.";
    }

    private static String people(long n, String what) {
        return count(n) + " " + what + (n == 1 ? "" : "s");
    }

    private static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
