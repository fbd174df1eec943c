package dev.edgewise.evaluate;

import dev.edgewise.measure.RunContext;
import dev.edgewise.model.ModelCard;
import dev.edgewise.recognize.Batch;
import dev.edgewise.recognize.Recognizer;
import dev.edgewise.report.Progress;
import dev.edgewise.report.ProgressBar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/// Judges a model by clips whose labels are known: every clip is recognised once, and all figures
/// come from the answers.
///
/// @param card what the model says of itself; its labels are those of the recognizer
/// @param clips those that it is judged by
/// @param heldOut words that are said to have been left out of training; they are scored apart
/// @param context what it was made under
public record Evaluation(
        ModelCard card, ClipSelection clips, Set<String> heldOut, RunContext context) {

    public Evaluation {
        heldOut = Set.copyOf(heldOut);
    }

    /// Recognises the clips. Those that can't be read are left out and named in the result.
    ///
    /// @param threads how many clips are recognised at once
    /// @throws IOException if a word that was held out has no clips, or no clip could be
    /// recognised
    public EvaluationResult run(Recognizer recognizer, int threads, Progress progress)
            throws IOException {
        for (String word : heldOut) {
            if (clips.clips().stream().noneMatch(clip -> isUnknown(clip, word))) {
                throw new IOException(
                        "--held-out " + word + ": no clip of it is among those judged as unknown");
            }
        }
        // Answers come in the order of the clips.
        Iterator<LabelledClip> known = clips.clips().iterator();
        List<Answer> answers = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        try (ProgressBar bar = progress.start("evaluate", clips.clips().size())) {
            Batch.run(
                    recognizer,
                    clips.clips().stream().map(LabelledClip::source).toList(),
                    threads,
                    answer -> {
                        LabelledClip clip = known.next();
                        switch (answer) {
                            case Batch.Recognized recognized ->
                                    answers.add(new Answer(clip, recognized.prediction()));
                            case Batch.Failed failed -> failures.add(failed.reason());
                        }
                        bar.step(clip.source().name());
                    });
        }
        if (answers.isEmpty()) {
            throw new IOException(
                    "none of the %d clips could be recognised; the first: %s"
                            .formatted(failures.size(), failures.getFirst()));
        }
        return new EvaluationResult(this, answers, failures);
    }

    private static boolean isUnknown(LabelledClip clip, String word) {
        return clip.folder().equals(word) && clip.label().equals(ClipSelection.UNKNOWN);
    }
}
