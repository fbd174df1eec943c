package dev.edgewise.measure;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what [SampleWriter] wrote.
public final class SampleReader {

    private final Map<String, String> texts = new HashMap<>();
    private Phases phases = Phases.copyOf(Map.of());

    private SampleReader() {}

    /// What a file holds that a measurement wrote which may have been killed.
    ///
    /// @param samples of all whole lines
    /// @param cutOff whether the last line was left out, since it has no end
    public record Found(List<Sample> samples, boolean cutOff) {

        public Found {
            samples = List.copyOf(samples);
        }
    }

    /// All samples of a file, in its order, but without a last line that was cut off in the middle.
    /// Texts that come again are kept once, so that a million samples take some 200 MB.
    ///
    /// @throws SampleException naming the file, the line and the reason if another line is broken
    ///     or from another version; none is dropped
    public static Found readWholeLines(Path path) throws SampleException {
        return new SampleReader().lines(path);
    }

    private Found lines(Path path) throws SampleException {
        List<Sample> samples = new ArrayList<>();
        try (LineReader lines = LineReader.open(path)) {
            @Nullable String line = lines.next();
            while (line != null) {
                samples.add(small(SampleWriter.JSON.read(line)));
                line = lines.next();
            }
            return new Found(samples, lines.cutOff());
        } catch (IllegalArgumentException e) {
            throw new SampleException(
                    "%s: line %d is broken: %s".formatted(path, samples.size() + 1, e.getMessage()),
                    e);
        } catch (FileNotFoundException e) {
            throw new SampleException("%s: can't be read (%s)".formatted(path, e.getMessage()), e);
        } catch (IOException e) {
            throw new SampleException(
                    "%s: can't be read after line %d (%s)".formatted(path, samples.size(), e), e);
        }
    }

    private Sample small(Sample sample) {
        Outcome outcome = sample.outcome();
        phases = Phases.copyOf(outcome.phaseNanos()).sharing(phases);
        return new Sample(
                once(sample.place()),
                sample.block(),
                sample.index(),
                once(sample.item()),
                sample.stage(),
                sample.startNanos(),
                sample.timeoutNanos(),
                new Outcome(
                        outcome.status(),
                        outcome.nanos(),
                        phases,
                        outcome.bytesOut(),
                        outcome.bytesIn(),
                        once(outcome.detail())));
    }

    private String once(String text) {
        String known = texts.putIfAbsent(text, text);
        return known == null ? text : known;
    }
}
