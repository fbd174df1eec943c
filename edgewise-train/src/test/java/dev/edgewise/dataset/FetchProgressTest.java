package dev.edgewise.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.report.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FetchProgressTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long now;

    @Test
    void whereNobodyWatchesThereIsALineNowAndThen() {
        try (FetchProgress fetch = new FetchProgress(progress(false))) {
            fetch.begins(0, OptionalLong.of(100_000_000));
            for (int i = 0; i < 40; i++) {
                now += Duration.ofSeconds(1).toNanos();
                fetch.received(2_000_000);
            }
        }
        assertThat(shown().lines())
                .containsExactly(
                        "fetching 30.0 MB of 100 MB, 2.00 MB/s, 35.0 s left",
                        "fetching 60.0 MB of 100 MB, 2.00 MB/s, 20.0 s left");
    }

    @Test
    void whatWasThereBeforeSaysNothingOfTheRate() {
        try (FetchProgress fetch = new FetchProgress(progress(false))) {
            fetch.begins(50_000_000, OptionalLong.of(100_000_000));
            now += Duration.ofSeconds(16).toNanos();
            fetch.received(16_000_000);
        }
        assertThat(shown().lines())
                .containsExactly(
                        "going on behind 50.0 MB of 100 MB",
                        "fetching 66.0 MB of 100 MB, 1.00 MB/s, 34.0 s left");
    }

    @Test
    void aTerminalGetsABarWithRateAndTimeLeft() {
        try (FetchProgress fetch = new FetchProgress(progress(true))) {
            fetch.begins(50_000_000, OptionalLong.of(100_000_000));
            now += Duration.ofSeconds(10).toNanos();
            fetch.received(10_000_000);
        }
        assertThat(shown())
                .contains("fetching (MB)  ")
                .contains("  60/100  0:40 left  1.00 MB/s")
                .endsWith("\r\u001b[K");
    }

    @Test
    void aSizeThatNobodyToldIsCountedWithoutAnEnd() {
        try (FetchProgress fetch = new FetchProgress(progress(false))) {
            fetch.begins(0, OptionalLong.empty());
            now += Duration.ofSeconds(20).toNanos();
            fetch.received(5_000_000);
        }
        assertThat(shown().strip()).isEqualTo("fetching 5.00 MB, 250 kB/s");
    }

    private String shown() {
        return out.toString(UTF_8);
    }

    private Progress progress(boolean terminal) {
        return new Progress(new PrintStream(out, true, UTF_8), terminal, 80, false, () -> now);
    }
}
