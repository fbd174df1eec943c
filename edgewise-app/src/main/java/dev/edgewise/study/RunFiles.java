package dev.edgewise.study;

import dev.edgewise.measure.LineFile;
import dev.edgewise.measure.Sample;
import dev.edgewise.measure.SampleWriter;
import java.io.IOException;

/// The files of a run that grow while it measures.
record RunFiles(SampleWriter samples, LineFile resources) implements AutoCloseable {

    void write(Sample sample) throws IOException {
        samples.write(sample);
    }

    void write(Resources used) throws IOException {
        resources.write(ResourcesJson.line(used));
    }

    @Override
    public void close() throws IOException {
        try (resources) {
            samples.close();
        }
    }
}
