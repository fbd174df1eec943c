package dev.edgewise.link;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Round trips drawn from a recording: a number of milliseconds a line, as `ping` tells them. Each
/// way takes half of the shortest; what a drawn one has beyond that is spent on the way down, so
/// that the round trips of single bytes are distributed as the recorded ones.
final class RecordedDelay implements Delay {

    private final Path file;
    private final long[] sorted;

    private RecordedDelay(Path file, long[] sorted) {
        this.file = file;
        this.sorted = sorted;
    }

    /// Reads a recording.
    ///
    /// @throws IOException with one line that names the file and the line that can't be used
    static RecordedDelay read(Path file) throws IOException {
        long[] trips =
                NumberLines.read(
                        file,
                        RecordedDelay::nanos,
                        "a round trip in milliseconds, at most 60000, such as 41.3");
        Arrays.sort(trips);
        return new RecordedDelay(file, trips);
    }

    Path file() {
        return file;
    }

    /// The recording's median.
    @Override
    public Duration roundTrip() {
        return Duration.ofNanos(sorted[sorted.length / 2]);
    }

    @Override
    public long up(RandomGenerator random) {
        return sorted[0] / 2;
    }

    @Override
    public long down(RandomGenerator random) {
        return sorted[random.nextInt(sorted.length)] - sorted[0] / 2;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordedDelay that
                && file.equals(that.file)
                && Arrays.equals(sorted, that.sorted);
    }

    @Override
    public int hashCode() {
        return file.hashCode();
    }

    private static long nanos(String line) {
        BigDecimal millis = new BigDecimal(line);
        if (millis.signum() < 0 || millis.compareTo(BigDecimal.valueOf(60_000)) > 0) {
            throw new NumberFormatException(line);
        }
        return Math.round(millis.doubleValue() * 1e6);
    }
}
