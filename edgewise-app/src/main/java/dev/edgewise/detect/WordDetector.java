package dev.edgewise.detect;

import dev.edgewise.model.ModelCard;
import dev.edgewise.recognize.Recognizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Detects words in audio that comes in blocks of any size: from a file, a socket or a microphone.
/// The same samples give the same detections, however they are cut into blocks.
///
///     WordDetector detector = new WordDetector(recognizer, card, DetectionSettings.DEFAULT);
///     for (float[] block = stream.next(1600); block.length > 0; block = stream.next(1600)) {
///         detector.next(block).forEach(System.out::println);
///     }
///
/// It has state, so one thread uses it.
public final class WordDetector {

    private final WindowRecognizer windows;
    private final Spotter spotter;

    /// A detector that has heard nothing yet.
    ///
    /// @param recognizer runs the model; stays the caller's
    /// @param card the model's
    /// @throws IllegalArgumentException if the settings' hop is longer than the model's window
    public WordDetector(Recognizer recognizer, ModelCard card, DetectionSettings settings) {
        windows = new WindowRecognizer(recognizer, card, settings.hop());
        spotter = new Spotter(card.labels(), settings);
    }

    /// Takes the next samples, at the model's rate, and gives the words that are detected with
    /// them, in the order of time.
    ///
    /// @throws IOException if the recognizer can't be reached or fails
    public List<Detection> next(float[] samples) throws IOException {
        return detections(windows.next(samples));
    }

    /// Takes the end of the audio.
    ///
    /// @throws IOException if the recognizer can't be reached or fails
    public List<Detection> end() throws IOException {
        return detections(windows.end());
    }

    private List<Detection> detections(List<WindowScores> heard) {
        List<Detection> detections = new ArrayList<>();
        for (WindowScores window : heard) {
            spotter.next(window).ifPresent(detections::add);
        }
        return detections;
    }
}
