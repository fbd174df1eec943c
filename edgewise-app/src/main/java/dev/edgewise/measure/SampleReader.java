package dev.edgewise.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads what [SampleWriter] wrote.
public final class SampleReader {

    private SampleReader() {}

    /// All samples of a file, in its order.
    ///
    /// @throws SampleException naming the file, the line and the reason if a line is broken,
    ///     cut off or from another version; none is dropped
    public static List<Sample> read(Path path) throws SampleException {
        List<Sample> samples = new ArrayList<>();
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                samples.add(SampleJson.read(line));
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
}
