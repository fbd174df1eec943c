package dev.edgewise.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamResamplerTest {

    @ParameterizedTest
    @CsvSource({
        "48000, 16000",
        "44100, 16000",
        "8000, 16000",
        "11025, 16000",
        "44099, 16000",
        "15991, 16000",
        "384000, 16000"
    })
    void blocksOfAnySizeGiveTheSamplesOfTheWhole(int from, int to) {
        SplittableRandom random = new SplittableRandom(from);
        float[] whole = noise(30_001, random);
        float[] blockwise = new float[0];
        StreamResampler resampler = new StreamResampler(from, to);
        int at = 0;
        while (at < whole.length) {
            int size = Math.min(whole.length - at, random.nextInt(random.nextBoolean() ? 5 : 3000));
            blockwise = joined(blockwise, resampler.next(Arrays.copyOfRange(whole, at, at + size)));
            at += size;
        }
        blockwise = joined(blockwise, resampler.end());
        assertThat(blockwise).isEqualTo(Clip.of(whole, from).resampledTo(to).samples());
    }

    @Test
    void aBlockGivesWhatIsCompleteAndNothingIsHeldBackForLong() {
        StreamResampler resampler = new StreamResampler(48_000, 16_000);
        int given = 0;
        for (int block = 1; block <= 1000; block++) {
            given += resampler.next(new float[4_800]).length;
            assertThat(1_600 * block - given).isBetween(0, 65);
        }
    }

    @Test
    void samplesOfTheSameRateGoThrough() {
        float[] samples = noise(100, new SplittableRandom(1));
        StreamResampler resampler = new StreamResampler(16_000, 16_000);
        assertThat(resampler.next(samples)).isEqualTo(samples);
        assertThat(resampler.end()).isEmpty();
    }

    @Test
    void nothingGivesNothing() {
        StreamResampler resampler = new StreamResampler(44_100, 16_000);
        assertThat(resampler.next(new float[0])).isEmpty();
        assertThat(resampler.end()).isEmpty();
    }

    private static float[] noise(int length, SplittableRandom random) {
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = random.nextFloat() - 0.5f;
        }
        return samples;
    }

    private static float[] joined(float[] a, float[] b) {
        float[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
