package dev.edgewise.detect;

import dev.edgewise.audio.Clip;
import dev.edgewise.model.ModelCard;
import dev.edgewise.recognize.Prediction;
import dev.edgewise.recognize.Recognizer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Lays windows of the model's length over samples that come in blocks of any size, and recognises
/// each. The first window begins with the first sample; at the end, the last one is filled up with
/// silence where samples are left that none has heard.
///
/// It has state, so one thread uses it.
public final class WindowRecognizer {

    private final Recognizer recognizer;
    private final int sampleRate;
    private final int length;
    private final Windows windows;

    /// A recognizer of windows that has heard nothing yet.
    ///
    /// @param recognizer runs the model; stays the caller's
    /// @param card the model's
    /// @param hop from the beginning of a window to that of the next
    /// @throws IllegalArgumentException if the hop is longer than a window
    public WindowRecognizer(Recognizer recognizer, ModelCard card, Duration hop) {
        this.recognizer = recognizer;
        this.sampleRate = card.sampleRate();
        this.length = card.samples();
        long samples = Math.round(hop.toNanos() * 1e-9 * sampleRate);
        if (samples < 1 || samples > length) {
            throw new IllegalArgumentException(
                    "hop: expected at most the model's window, %d ms, got %d ms"
                            .formatted(1000L * length / sampleRate, hop.toMillis()));
        }
        this.windows = new Windows(length, (int) samples);
    }

    /// Takes the next samples, at the model's rate, and recognises the windows that are full with
    /// them.
    ///
    /// @throws IOException if a window can't be recognised
    public List<WindowScores> next(float[] samples) throws IOException {
        List<WindowScores> heard = new ArrayList<>();
        windows.feed(samples, (first, window) -> heard.add(scores(first, window)));
        return heard;
    }

    /// Takes the end of the audio.
    ///
    /// @throws IOException if a window can't be recognised
    public List<WindowScores> end() throws IOException {
        List<WindowScores> heard = new ArrayList<>();
        windows.end((first, window) -> heard.add(scores(first, window)));
        return heard;
    }

    private WindowScores scores(long first, float[] window) throws IOException {
        Prediction prediction = recognizer.recognize(Clip.of(window, sampleRate));
        return WindowScores.of(
                time(first),
                time(first + length),
                prediction.scores().stream().map(Prediction.Score::probability).toList());
    }

    private Duration time(long sample) {
        long seconds = sample / sampleRate;
        long nanos = Math.round(sample % sampleRate * 1e9 / sampleRate);
        return Duration.ofSeconds(seconds, nanos);
    }
}
