package dev.edgewise.serve.stream;

import dev.edgewise.audio.StreamResampler;
import dev.edgewise.detect.Spotter;
import dev.edgewise.detect.WindowRecognizer;
import dev.edgewise.detect.WindowScores;
import dev.edgewise.model.ModelCard;
import dev.edgewise.recognize.Recognizer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Listens to one stream: samples come in, what is to be told of them goes out. It has state, so
/// one thread uses it.
final class StreamDetector {

    private final ModelCard card;
    private final StreamQuery query;
    private final StreamResampler resampler;
    private final WindowRecognizer windows;
    private final Spotter spotter;
    private long samples;
    private long heard;
    private long detections;

    /// A detector that has heard nothing yet.
    ///
    /// @param recognizer runs the model; stays the caller's
    /// @throws IllegalArgumentException if the hop is longer than the model's window
    StreamDetector(Recognizer recognizer, ModelCard card, StreamQuery query) {
        this.card = card;
        this.query = query;
        resampler = new StreamResampler(query.rate(), card.sampleRate());
        windows = new WindowRecognizer(recognizer, card, query.detection().hop());
        spotter = new Spotter(card.labels(), query.detection());
    }

    /// Takes the next samples, and gives the messages that are due with them.
    ///
    /// @throws IOException if the model can't be asked
    List<String> next(float[] block) throws IOException {
        samples += block.length;
        return messages(windows.next(resampler.next(block)));
    }

    /// Takes the end of the audio, and gives the last messages.
    ///
    /// @throws IOException if the model can't be asked
    List<String> end() throws IOException {
        List<String> last = new ArrayList<>(messages(windows.next(resampler.end())));
        last.addAll(messages(windows.end()));
        last.add(StreamMessages.end(length(), heard, detections));
        return last;
    }

    /// How much audio has come.
    Duration length() {
        return Duration.ofNanos(Math.round(samples * 1e9 / query.rate()));
    }

    private List<String> messages(List<WindowScores> scored) {
        List<String> messages = new ArrayList<>();
        for (WindowScores window : scored) {
            heard++;
            if (query.scores()) {
                messages.add(StreamMessages.scores(card.labels(), window));
            }
            spotter.next(window)
                    .ifPresent(
                            detection -> {
                                detections++;
                                messages.add(StreamMessages.detection(detection));
                            });
        }
        return messages;
    }
}
