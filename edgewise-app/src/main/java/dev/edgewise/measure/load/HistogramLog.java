package dev.edgewise.measure.load;

import dev.edgewise.measure.SampleException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;

/// A load's histograms over time, as a file in HdrHistogram's log format, version 1.3: a line
/// for each second and tag (`latency`, `service`), in nanoseconds, which its tools read
/// (<https://github.com/HdrHistogram/HdrHistogram>). It grows while the load runs. Used by one
/// thread.
public final class HistogramLog implements AutoCloseable {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Path path;
    private final Watched out;
    private final HistogramLogWriter writer;

    /// Keeps the first failure: print streams tell nobody why.
    private static final class Watched extends OutputStream {

        private final OutputStream to;
        private @Nullable IOException failure;

        Watched(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (failure == null) {
                try {
                    to.write(bytes, offset, length);
                } catch (IOException e) {
                    failure = e;
                }
            }
        }

        @Override
        public void close() {
            try {
                to.close();
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
    }

    private HistogramLog(Path path, Watched out, Instant begin) {
        this.path = path;
        this.out = out;
        this.writer =
                new HistogramLogWriter(new PrintStream(out, true, StandardCharsets.ISO_8859_1));
        writer.outputComment("[a load by Edgewise; values in nanoseconds]");
        writer.outputLogFormatVersion();
        writer.outputStartTime(begin.toEpochMilli());
        writer.setBaseTime(begin.toEpochMilli());
        writer.outputLegend();
    }

    /// Starts a file; one that exists is emptied.
    ///
    /// @param begin when the load begins
    /// @throws SampleException naming the file if it can't be written
    public static HistogramLog create(Path path, Instant begin) throws SampleException {
        try {
            return new HistogramLog(path, new Watched(new FileOutputStream(path.toFile())), begin);
        } catch (IOException e) {
            throw new SampleException(path + ": can't be written (" + e.getMessage() + ")", e);
        }
    }

    void add(String tag, Slice slice, Histogram histogram) {
        histogram.setTag(tag);
        writer.outputIntervalHistogram(
                slice.fromNanos() / NANOS_PER_SECOND,
                slice.toNanos() / NANOS_PER_SECOND,
                histogram);
    }

    /// Why the file isn't whole, in a line; empty if it is. On a full disk it holds what was
    /// written before.
    public Optional<String> failure() {
        return Optional.ofNullable(out.failure)
                .map(e -> path + ": writing failed (" + e.getMessage() + ")");
    }

    @Override
    public void close() {
        writer.close();
    }
}
