package dev.edgewise.evaluate;

import dev.edgewise.audio.StreamResampler;
import dev.edgewise.audio.WavStream;
import dev.edgewise.detect.Detection;
import dev.edgewise.detect.DetectionSettings;
import dev.edgewise.detect.Spotter;
import dev.edgewise.detect.WindowRecognizer;
import dev.edgewise.detect.WindowScores;
import dev.edgewise.model.ModelCard;
import dev.edgewise.recognize.Recognizer;
import dev.edgewise.report.Progress;
import dev.edgewise.report.ProgressBar;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/// Has a model listen to a long recording whose words are known, and counts what it finds, what it
/// misses, and how often it hears words that aren't there. The model runs once; the windows' scores
/// are kept (some 5 MB an hour, the audio isn't), and every threshold is tried on them.
public final class StreamEvaluation {

    /// The thresholds that are tried besides the one asked for.
    private static final double[] HIGHEST = {0.99, 0.995, 0.999};

    private final Recognizer recognizer;
    private final ModelCard card;
    private final String hash;
    private final StreamSettings settings;
    private final LongSupplier nanos;

    /// An evaluation of one model.
    ///
    /// @param recognizer runs the model; stays the caller's
    /// @param card the model's
    /// @param hash of the model's file, for the record
    /// @param nanos a monotonic clock, in nanoseconds
    /// @throws IOException if the model has no words
    /// @throws IllegalArgumentException if the hop is longer than the model's window
    public StreamEvaluation(
            Recognizer recognizer,
            ModelCard card,
            String hash,
            StreamSettings settings,
            LongSupplier nanos)
            throws IOException {
        this.recognizer = recognizer;
        this.card = card;
        this.hash = hash;
        this.settings = settings;
        this.nanos = nanos;
        if (card.labels().stream().noneMatch(Spotter::isWord)) {
            throw new IOException(card.name() + ": has no words to detect");
        }
        Duration window = time(card.samples(), card.sampleRate());
        if (settings.detection().hop().compareTo(window) > 0) {
            throw new IllegalArgumentException(
                    "hop: expected at most the model's window, %d ms".formatted(window.toMillis()));
        }
    }

    /// Listens to `audio`, which stays the caller's.
    ///
    /// @param name what results call the audio
    /// @throws IOException if the audio can't be read or is too short, the model can't be run, or
    /// `track` is of other audio
    public StreamResult run(String name, WavStream audio, LabelTrack track, Progress progress)
            throws IOException {
        if (audio.missing() == 0 && audio.length().isPresent()) {
            track.requireWithin(time(audio.length().getAsLong(), audio.sampleRate()));
        }
        long began = nanos.getAsLong();
        List<WindowScores> heard = new ArrayList<>();
        long samples = listen(audio, heard, progress);
        double took = (nanos.getAsLong() - began) / 1e9;
        Duration duration = time(samples, audio.sampleRate());
        Duration window = time(card.samples(), card.sampleRate());
        if (duration.compareTo(window) < 0) {
            throw new IOException(
                    "%s: lasts %s, shorter than the model's window of %s; edgewise recognize takes clips"
                            .formatted(name, Times.text(duration), Times.text(window)));
        }
        if (audio.missing() == 0) {
            track.requireWithin(duration);
        }
        LabelTrack within = track.until(duration);
        List<OperatingPoint> sweep = sweep(heard, within, Times.seconds(duration) / 3600);
        return new StreamResult(
                new StreamResult.Audio(
                        name,
                        audio.sampleRate(),
                        duration,
                        time(audio.missing(), audio.sampleRate())),
                within,
                track.labels().size() - within.labels().size(),
                card,
                hash,
                settings,
                sweep.stream()
                        .filter(point -> point.threshold() == settings.detection().threshold())
                        .findFirst()
                        .orElseThrow(),
                sweep,
                Times.seconds(duration) / Math.max(1e-9, took));
    }

    /// Recognises all windows of `audio`, and gives the number of its samples.
    private long listen(WavStream audio, List<WindowScores> heard, Progress progress)
            throws IOException {
        int second = audio.sampleRate();
        StreamResampler resampler = new StreamResampler(second, card.sampleRate());
        WindowRecognizer windows =
                new WindowRecognizer(recognizer, card, settings.detection().hop());
        long samples = 0;
        try (ProgressBar bar = progress.start("listen", audio.length().orElse(0) / second)) {
            float[] block = audio.next(second);
            while (block.length > 0) {
                samples += block.length;
                heard.addAll(windows.next(resampler.next(block)));
                bar.step(Times.text(time(samples, second)));
                block = audio.next(second);
            }
        }
        heard.addAll(windows.next(resampler.end()));
        heard.addAll(windows.end());
        return samples;
    }

    private List<OperatingPoint> sweep(List<WindowScores> heard, LabelTrack track, double hours) {
        List<OperatingPoint> sweep = new ArrayList<>();
        for (double threshold : thresholds()) {
            List<Detection> detections = spot(heard, settings.detection().withThreshold(threshold));
            sweep.add(
                    new OperatingPoint(
                            threshold,
                            StreamMatch.of(
                                    track.labels(),
                                    detections,
                                    card.labels().stream().filter(Spotter::isWord).toList(),
                                    settings.tolerance()),
                            hours));
        }
        return sweep;
    }

    private Set<Double> thresholds() {
        Set<Double> thresholds = new TreeSet<>();
        for (int percent = 10; percent < 99; percent += 2) {
            thresholds.add(percent / 100.0);
        }
        for (double high : HIGHEST) {
            thresholds.add(high);
        }
        for (int tenth = 1; tenth < 10; tenth++) {
            thresholds.add(tenth / 10.0);
        }
        thresholds.add(0.95);
        thresholds.add(settings.detection().threshold());
        return thresholds;
    }

    private List<Detection> spot(List<WindowScores> heard, DetectionSettings wanted) {
        Spotter spotter = new Spotter(card.labels(), wanted);
        return heard.stream().map(spotter::next).flatMap(Optional::stream).toList();
    }

    private static Duration time(long samples, int rate) {
        return Duration.ofSeconds(samples / rate, Math.round(samples % rate * 1e9 / rate));
    }
}
