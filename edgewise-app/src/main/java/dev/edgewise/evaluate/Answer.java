package dev.edgewise.evaluate;

import dev.edgewise.recognize.Prediction;

/// What a model said to a clip whose label is known.
public record Answer(LabelledClip clip, Prediction prediction) {

    /// Whether the likeliest label is the clip's.
    public boolean isRight() {
        return prediction.word().equals(clip.label());
    }

    /// The likeliest of the labels that are words.
    Prediction.Score likeliestWord() {
        return prediction.scores().stream()
                .filter(score -> isWord(score.label()))
                .reduce((a, b) -> b.probability() > a.probability() ? b : a)
                .orElseThrow();
    }

    /// Whether `label` stands for one word.
    static boolean isWord(String label) {
        return !label.equals(ClipSelection.UNKNOWN) && !label.equals(ClipSelection.SILENCE);
    }
}
