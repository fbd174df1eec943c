package dev.edgewise.evaluate;

import dev.edgewise.detect.Spotter;
import dev.edgewise.measure.statistics.PoissonRate;
import dev.edgewise.model.ModelCard;
import java.time.Duration;
import java.util.List;

/// How well a model finds words in one long recording.
///
/// @param audio what was heard
/// @param track what was said, as far as the audio goes
/// @param beyond how many labels were left out, as the audio was cut off before them
/// @param card the model's
/// @param hash the SHA-256 of the model's file
/// @param point what came of the threshold that was asked for
/// @param sweep what would have come of others, by rising threshold
/// @param speed seconds of audio that were heard in a second
public record StreamResult(
        Audio audio,
        LabelTrack track,
        int beyond,
        ModelCard card,
        String hash,
        StreamSettings settings,
        OperatingPoint point,
        List<OperatingPoint> sweep,
        double speed) {

    /// A recording.
    ///
    /// @param name of its file
    /// @param sampleRate in Hz
    /// @param duration how much of it was heard
    /// @param missing how much more its header claims: zero unless it was cut off
    public record Audio(String name, int sampleRate, Duration duration, Duration missing) {}

    public StreamResult {
        sweep = List.copyOf(sweep);
    }

    /// What was detected, held against what was said.
    public StreamMatch match() {
        return point.match();
    }

    /// False accepts an hour.
    public PoissonRate falseAccepts() {
        return point.falseAccepts();
    }

    /// The words that the model can detect.
    public List<String> words() {
        return card.labels().stream().filter(Spotter::isWord).toList();
    }

    /// How many labels are none of the model's words.
    public int otherSpeech() {
        return track.labels().size() - match().words().size();
    }
}
