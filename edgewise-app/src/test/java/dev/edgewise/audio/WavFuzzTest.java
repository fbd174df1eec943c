package dev.edgewise.audio;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.edgewise.Allocation;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Timeout;

/// Whatever the bytes, a WAV reader gives sound or refuses in a line, in memory that is in
/// proportion to them.
@Timeout(20)
class WavFuzzTest {

    private static final int PER_BYTE = 24;
    private static final int FIXED = 1 << 20;
    private static final int BLOCK = 1 << 12;

    @FuzzTest(maxDuration = "10m")
    void aFileIsReadOrRefused(byte[] bytes) {
        Allocation.requireBounded(() -> readFile(bytes), bytes.length, PER_BYTE, FIXED);
    }

    @FuzzTest(maxDuration = "10m")
    void aStreamIsReadOrRefused(byte[] bytes) {
        Allocation.requireBounded(() -> readStream(bytes), bytes.length, PER_BYTE, FIXED);
    }

    private static void readFile(byte[] bytes) {
        try {
            Clip clip = WavFile.read("a.wav", bytes);
            assertThat(clip.length()).isBetween(1, bytes.length);
            assertSound(clip.samples());
        } catch (AudioException e) {
            assertOneLine(e);
        }
    }

    private static void readStream(byte[] bytes) {
        try (WavStream stream = WavStream.of("a.wav", new ByteArrayInputStream(bytes))) {
            assertThat(stream.sampleRate()).isPositive();
            long total = 0;
            for (float[] block = stream.next(BLOCK); block.length > 0; block = stream.next(BLOCK)) {
                assertSound(block);
                total += block.length;
                assertThat(total).isLessThanOrEqualTo(bytes.length);
            }
            assertThat(stream.missing()).isNotNegative();
        } catch (AudioException e) {
            assertOneLine(e);
        }
    }

    private static void assertSound(float[] samples) {
        for (float sample : samples) {
            if (!Float.isFinite(sample)) {
                throw new AssertionError("a sample is " + sample);
            }
        }
    }

    private static void assertOneLine(AudioException e) {
        assertThat(e.getMessage()).startsWith("a.wav: ").doesNotContain("\n", "\r");
    }
}
