package dev.edgewise.measure.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlicesTest {

    private static final long MILLI = 1_000_000;

    @TempDir private Path folder;
    private final FakePacer clock = new FakePacer();
    private final Slices slices = new Slices(clock::nanoTime);

    @Test
    void eachSliceHoldsWhatEndedInIt() {
        slices.ended(shot(Status.ANSWERED, 2 * MILLI, 0));
        slices.ended(shot(Status.REFUSED, MILLI, 0));
        clock.pass(1_000 * MILLI);
        Slice first = slices.cut();
        slices.ended(shot(Status.ANSWERED, 4 * MILLI, 3 * MILLI));
        slices.ended(shot(Status.WRONG, MILLI, 0));
        slices.dropped("a", 0, 5_000 * MILLI);
        clock.pass(500 * MILLI);
        Slice second = slices.cut();

        assertThat(first.answered()).isEqualTo(1);
        assertThat(first.refused()).isEqualTo(1);
        assertThat(first.perSecond()).isEqualTo(2);
        assertThat(first.maxMillis()).isCloseTo(5_000, within(5.0));
        assertThat(first.serviceMillis().orElseThrow()).isCloseTo(2, within(0.01));
        assertThat(first.p99Millis()).isEmpty();
        assertThat(second.fromNanos()).isEqualTo(first.toNanos());
        assertThat(second.failed()).isEqualTo(1);
        assertThat(second.dropped()).isEqualTo(1);
        assertThat(second.late()).isEqualTo(1);
        assertThat(slices.all()).containsExactly(first, second);
    }

    @Test
    void theLogIsReadByHdrHistogramsOwnReader() throws IOException {
        Path file = folder.resolve("load.hdr");
        Instant begin = Instant.parse("2030-01-01T00:00:00Z");
        try (HistogramLog log = HistogramLog.create(file, begin)) {
            slices.ended(shot(Status.ANSWERED, 2 * MILLI, MILLI));
            slices.ended(shot(Status.TIMED_OUT, 5_000 * MILLI, 0));
            clock.pass(1_000 * MILLI);
            slices.cut();
            slices.log(log);
            assertThat(log.failure()).isEmpty();
        }
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            Histogram latency = next(reader, "latency");
            assertThat(latency.getTotalCount()).isEqualTo(2);
            assertThat(latency.getValueAtPercentile(50) / 1e6).isCloseTo(3, within(0.01));
            assertThat(latency.getMaxValue() / 1e6).isCloseTo(5_000, within(5.0));
            Histogram service = next(reader, "service");
            assertThat(service.getTotalCount()).isEqualTo(1);
            assertThat(service.getMaxValue() / 1e6).isCloseTo(2, within(0.01));
            assertThat(reader.nextIntervalHistogram()).isNull();
            assertThat(reader.getStartTimeSec()).isEqualTo((double) begin.getEpochSecond());
        }
    }

    private static Histogram next(HistogramLogReader reader, String tag) {
        EncodableHistogram next = reader.nextIntervalHistogram();
        assertThat(next.getTag()).isEqualTo(tag);
        return (Histogram) next;
    }

    private static Shot shot(Status status, long nanos, long lateNanos) {
        return new Shot(
                "a",
                0,
                lateNanos,
                false,
                5_000 * MILLI,
                new Outcome(status, nanos, Map.of(), 0, 0, ""));
    }
}
