package dev.edgewise.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {

    private static final long MS = 1_000_000;
    private static final int SEGMENT = Window.SEGMENT;

    @TempDir private Path folder;

    @Test
    void aSegmentLeavesAtEachOpportunityAndTheTraceBeginsAnew() throws IOException {
        Pacer pacer = trace("1\n4\n4\n10\n").pacer(0);
        long[] due = {1, 4, 4, 10, 11, 14, 14, 20, 21};
        for (long millis : due) {
            assertThat(pacer.send(pacer.free(), SEGMENT)).isEqualTo(millis * MS);
        }
    }

    @Test
    void anOpportunityThatNobodyUsedIsLost() throws IOException {
        Pacer pacer = trace("1\n4\n4\n10\n").pacer(0);
        assertThat(pacer.send(4 * MS + 1, SEGMENT)).isEqualTo(10 * MS);
        assertThat(pacer.send(34 * MS, SEGMENT)).isEqualTo(34 * MS);
        assertThat(pacer.send(34 * MS, SEGMENT)).isEqualTo(34 * MS);
        assertThat(pacer.send(34 * MS, SEGMENT)).isEqualTo(40 * MS);
    }

    @Test
    void smallSegmentsShareAnOpportunityAndALargeOneMayTakePartsOfTwo() throws IOException {
        Pacer pacer = trace("1\n2\n3\n").pacer(0);
        assertThat(pacer.send(0, 100)).isEqualTo(1 * MS);
        assertThat(pacer.send(pacer.free(), 100)).isEqualTo(1 * MS);
        assertThat(pacer.send(pacer.free(), SEGMENT)).isEqualTo(2 * MS);
        assertThat(pacer.send(pacer.free(), SEGMENT)).isEqualTo(3 * MS);
    }

    @Test
    void theTraceBeginsWhenTheLinkDoes() throws IOException {
        Pacer pacer = trace("1\n5\n").pacer(100 * MS);
        assertThat(pacer.send(100 * MS, SEGMENT)).isEqualTo(101 * MS);
        assertThat(pacer.send(103 * MS, SEGMENT)).isEqualTo(105 * MS);
    }

    @Test
    void itsRateIsThatOfFullSegments() throws IOException {
        assertThat(trace("250\n500\n750\n1000\n").bitsPerSecond()).isEqualTo(4 * SEGMENT * 8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "1|x;, line 2: expected WANTED, got 'x'",
                "1|2 1500;, line 2: expected WANTED, got '2 1500'",
                "# version 2|1;, line 1: expected WANTED, got '# version 2'",
                "1|5|4;, line 3: expected WANTED, got '4'",
                "-1|5;, line 1: expected WANTED, got '-1'",
                "1.5|5;, line 1: expected WANTED, got '1.5'",
                "1||5;, line 2: expected WANTED, got ''",
                "1|99999999999;, line 2: expected WANTED, got '99999999999'",
                "0|0; lasts for no time: its last line must be above 0",
                "|; is empty: each line should be WANTED",
            })
    void aTraceThatIsNoneIsNamedWithItsLine(String lines, String what) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.trace"), lines.replace('|', '\n'));
        String wanted =
                "a whole number of milliseconds, not below the one before it, for each packet of"
                        + " 1,500 bytes (Mahimahi's format)";
        assertThatThrownBy(() -> Trace.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        file + (what.startsWith(",") ? "" : " ") + what.replace("WANTED", wanted));
    }

    @Test
    void aFileThatIsNoTextIsNamed() throws IOException {
        Path file = Files.write(folder.resolve("bad.trace"), new byte[] {'1', '\n', (byte) 0xff});
        assertThatThrownBy(() -> Trace.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " is no text: each line should be ");
    }

    private Trace trace(String lines) throws IOException {
        return Trace.read(Files.writeString(folder.resolve("link.trace"), lines));
    }
}
