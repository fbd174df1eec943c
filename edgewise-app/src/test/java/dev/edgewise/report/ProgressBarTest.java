package dev.edgewise.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private static final String ERASE = "\r\u001b[K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong(5_000_000_000L);

    @Test
    void saysHowFarItIsAndHowLongTheRestTakes() {
        try (ProgressBar bar = progress(true, 70, StandardCharsets.UTF_8).start("recognize", 4)) {
            nanos.addAndGet(2_000_000_000L);
            bar.step("yes/a.wav");
        }

        assertThat(written())
                .isEqualTo(
                        ERASE
                                + "recognize  ────────────────────────  0/4"
                                + ERASE
                                + "recognize  ━━━━━━──────────────────  1/4  0:06 left  yes/a.wav"
                                + ERASE);
    }

    @Test
    void bytesHaveARate() {
        try (ProgressBar bar =
                progress(true, 80, StandardCharsets.UTF_8).startBytes("upload", 0, 12_000_000)) {
            nanos.addAndGet(2_000_000_000L);
            bar.step(3_000_000, "yes/a.wav");
        }

        assertThat(written())
                .isEqualTo(
                        ERASE
                                + "upload  ────────────────────────  0 B/12.0 MB"
                                + ERASE
                                + "upload  ━━━━━━──────────────────  3.00 MB/12.0 MB  1.50 MB/s  0:06"
                                + " left  yes/a…"
                                + ERASE);
    }

    @Test
    void neverTakesMoreThanTheTerminalsWidth() {
        for (int columns = 1; columns < 120; columns++) {
            bytes.reset();
            try (ProgressBar bar =
                    progress(true, columns, StandardCharsets.UTF_8).start("recognize", 700)) {
                nanos.addAndGet(7_000_000_000_000L);
                bar.step("a/very/long/path/to/some/語/file/of/a/speaker/named/" + columns);
            }
            for (String line : written().split(ERASE.replace("[", "\\["), -1)) {
                assertThat(TerminalText.width(line)).isLessThan(Math.max(columns, 2));
            }
        }
    }

    @Test
    void printsNothingWhereThereIsNoTerminalExceptWhatIsSaid() {
        try (ProgressBar bar = progress(false, 80, StandardCharsets.UTF_8).start("study", 2)) {
            bar.step("one");
            bar.say("b.wav: not a WAV file");
            bar.step("two");
        }

        assertThat(written()).isEqualTo("b.wav: not a WAV file" + System.lineSeparator());
    }

    @Test
    void saysALineAboveItself() {
        try (ProgressBar bar = progress(true, 40, StandardCharsets.UTF_8).start("study", 0)) {
            bar.say("b.wav: not a WAV file");
        }

        assertThat(written())
                .isEqualTo(
                        ERASE
                                + "study  0"
                                + ERASE
                                + "b.wav: not a WAV file"
                                + System.lineSeparator()
                                + ERASE
                                + "study  0"
                                + ERASE);
    }

    @Test
    void drawsTenTimesASecondAtMost() {
        try (ProgressBar bar = progress(true, 80, StandardCharsets.UTF_8).start("load", 1000)) {
            for (int i = 0; i < 900; i++) {
                nanos.addAndGet(1_000_000);
                bar.step("");
            }
        }

        assertThat(written().split("load", -1)).hasSize(1 + 1 + 9);
    }

    @Test
    void usesPlainLettersWhereTheTerminalKnowsNoOthers() {
        try (ProgressBar bar = progress(true, 30, StandardCharsets.US_ASCII).start("study", 2)) {
            nanos.addAndGet(1_000_000_000L);
            bar.step("");
        }

        assertThat(written()).contains("study  ###---  1/2  0:01 left");
    }

    private Progress progress(boolean terminal, int columns, Charset charset) {
        return new Progress(
                new PrintStream(bytes, true, charset), terminal, columns, false, nanos::get);
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
