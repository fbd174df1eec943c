package dev.edgewise.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads what [SampleWriter] wrote.
public final class SampleReader {

    private final Map<String, String> texts = new HashMap<>();
    private Phases phases = Phases.copyOf(Map.of());

    private SampleReader() {}

    /// All samples of a file, in its order. Texts that come again are kept once, so that a million
    /// samples take some 200 MB.
    ///
    /// @throws SampleException naming the file, the line and the reason if a line is broken,
    ///     cut off or from another version; none is dropped
    public static List<Sample> read(Path path) throws SampleException {
        SampleReader reader = new SampleReader();
        List<Sample> samples = new ArrayList<>();
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                samples.add(reader.small(SampleJson.read(line)));
            }
            return samples;
        } catch (IllegalArgumentException e) {
            throw new SampleException(
                    "%s: line %d is broken: %s".formatted(path, number, e.getMessage()), e);
        } catch (IOException e) {
            throw new SampleException(
                    "%s: can't be read after line %d (%s)".formatted(path, number, e), e);
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
