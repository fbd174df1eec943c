package dev.edgewise.evaluate;

import dev.edgewise.audio.Clip;
import dev.edgewise.measure.RunContext;
import dev.edgewise.model.ModelCard;
import dev.edgewise.recognize.ClipSource;
import dev.edgewise.recognize.Prediction;
import dev.edgewise.recognize.Recognizer;
import dev.edgewise.report.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Clips that say by their samples what will be recognised in them: a sample is a label's
/// probability.
final class FakeAnswers {

    static final List<String> LABELS = List.of("no", "yes", "_unknown_", "_silence_");

    private final List<LabelledClip> clips = new ArrayList<>();

    /// Adds a clip of `speaker` saying `folder`, whose right label is `label`.
    FakeAnswers add(String speaker, String folder, String label, double... probabilities) {
        String name = folder + "/" + speaker + "_nohash_" + clips.size() + ".wav";
        float[] samples = new float[probabilities.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) probabilities[i];
        }
        Clip clip = Clip.of(samples, 16_000);
        clips.add(
                new LabelledClip(
                        new ClipSource(name, () -> clip),
                        folder,
                        label,
                        speaker,
                        !label.equals(ClipSelection.SILENCE)));
        return this;
    }

    /// Adds a clip that can't be read.
    FakeAnswers addBroken(String speaker, String word) {
        String name = word + "/" + speaker + "_nohash_" + clips.size() + ".wav";
        clips.add(
                new LabelledClip(
                        new ClipSource(
                                name,
                                () -> {
                                    throw new IOException(name + ": broken");
                                }),
                        word,
                        word,
                        speaker,
                        true));
        return this;
    }

    List<Answer> answers() {
        List<Answer> answers = new ArrayList<>();
        for (LabelledClip clip : clips) {
            try {
                answers.add(
                        new Answer(clip, recognizer().recognize(clip.source().reading().read())));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return answers;
    }

    EvaluationResult evaluate(String... heldOut) throws IOException {
        ModelCard card = new ModelCard("fake", "1", LABELS, 16_000, 4, "", "", "", "");
        RunContext context =
                new RunContext(Instant.EPOCH, "os", Map.of(), "jvm", List.of(), Map.of(), 1, "");
        return new Evaluation(
                        card,
                        new ClipSelection(clips, Map.of("elsewhere", 2), "made up"),
                        Set.of(heldOut),
                        context)
                .run(
                        recognizer(),
                        2,
                        Progress.none(new PrintStream(PrintStream.nullOutputStream())));
    }

    private static Recognizer recognizer() {
        return clip -> {
            float[] samples = clip.samples();
            List<Prediction.Score> scores = new ArrayList<>();
            for (int i = 0; i < samples.length; i++) {
                scores.add(new Prediction.Score(LABELS.get(i), samples[i]));
            }
            return new Prediction(scores);
        };
    }
}
