package dev.edgewise.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests [Clip#resampledTo(int)] and the [Resampler] behind it, by ear: with tones and impulses.
class ResamplerTest {

    /// Rates with small factors, with large ones (11,025 to 16,000 is 640 : 441), and without
    /// common ones, which go through the interpolated bank.
    private static final String PAIRS =
            """
            48000, 16000
            44100, 16000
            16000, 48000
            11025, 16000
            8000, 16000
            22050, 16000
            44100, 48000
            96000, 44100
            4000, 16000
            384000, 16000
            44099, 16000
            15991, 16000
            16000, 15991
            7919, 16000
            """;

    private static Clip tone(double hertz, int rate, int length) {
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (float) Math.sin(2 * Math.PI * hertz * i / rate + 0.3);
        }
        return Clip.of(samples, rate);
    }

    /// The middle half of the clip: away from its ends, where the filter also hears the silence
    /// outside.
    private static float[] middle(Clip clip) {
        return Arrays.copyOfRange(clip.samples(), clip.length() / 4, clip.length() * 3 / 4);
    }

    private static double decibel(double ratio) {
        return 20 * Math.log10(Math.max(ratio, 1e-12));
    }

    private static double level(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += (double) sample * sample;
        }
        return Math.sqrt(2 * sum / samples.length);
    }

    /// The largest difference in the middle half, in dB of full scale.
    private static double difference(Clip a, Clip b) {
        float[] x = middle(a);
        float[] y = middle(b);
        double largest = 0;
        for (int i = 0; i < x.length; i++) {
            largest = Math.max(largest, Math.abs(x[i] - y[i]));
        }
        return decibel(largest);
    }

    @ParameterizedTest
    @CsvSource(textBlock = PAIRS)
    void tonesOfThePassBandComeOutAsTheyAre(int from, int to) {
        double half = Math.min(from, to) / 2.0;
        for (double part : new double[] {0.003, 0.1, 0.31, 0.5, 0.77, 0.9}) {
            Clip resampled = tone(part * half, from, from / 2).resampledTo(to);
            Clip expected = tone(part * half, to, resampled.length());
            // What gain, phase and noise add up to; 0.01 dB of gain alone would be -59 dB.
            assertThat(difference(resampled, expected)).as("%s", part).isLessThan(-78);
            assertThat(decibel(level(middle(resampled)) / level(middle(expected))))
                    .as("%s", part)
                    .isCloseTo(0, within(0.001));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = PAIRS)
    void whatTheLowerRateHasNoRoomForIsTakenAway(int from, int to) {
        if (from < to) {
            return;
        }
        double room = from / 2.0 - to / 2.0;
        for (double part : new double[] {0.001, 0.1, 0.4, 0.7, 0.99}) {
            Clip resampled = tone(to / 2.0 + part * room, from, from / 2).resampledTo(to);
            assertThat(decibel(level(middle(resampled)))).as("%s", part).isLessThan(-95);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = PAIRS)
    void noImagesArise(int from, int to) {
        double half = Math.min(from, to) / 2.0;
        Clip resampled = tone(0.61 * half, from, from / 2).resampledTo(to);
        Clip expected = tone(0.61 * half, to, resampled.length());
        assertThat(difference(resampled, expected)).isLessThan(-80);
    }

    @ParameterizedTest
    @CsvSource(textBlock = PAIRS)
    void anImpulseStaysWhereItIs(int from, int to) {
        // A place that lies on a sample of both rates.
        int common = BigInteger.valueOf(from).gcd(BigInteger.valueOf(to)).intValueExact();
        int at = from / common;
        int times = 1 + 400 * common / Math.min(from, to);
        float[] samples = new float[2 * times * at];
        samples[times * at] = 1;
        float[] out = Clip.of(samples, from).resampledTo(to).samples();
        int peak = 0;
        double sum = 0;
        for (int i = 0; i < out.length; i++) {
            peak = out[i] > out[peak] ? i : peak;
            sum += out[i];
        }
        assertThat(peak).isEqualTo(times * (to / common));
        assertThat(sum * from / to).isCloseTo(1, within(1e-4));
        for (int i = 1; i < 50; i++) {
            assertThat(out[peak + i]).isCloseTo(out[peak - i], within(2e-6f));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = PAIRS)
    void aConstantStaysThatConstant(int from, int to) {
        float[] ones = new float[from / 2];
        Arrays.fill(ones, 1);
        for (float sample : middle(Clip.of(ones, from).resampledTo(to))) {
            assertThat(sample).isCloseTo(1, within(2e-6f));
        }
    }

    @Test
    void manyRatesKeepTheSoundAndTheLength() {
        Random random = new Random(7);
        for (int round = 0; round < 60; round++) {
            int from = 4_000 + random.nextInt(60_000);
            int to = 4_000 + random.nextInt(60_000);
            int length = 2_000 + random.nextInt(4_000);
            double hertz = random.nextDouble(0.88) * Math.min(from, to) / 2.0;
            Clip resampled = tone(hertz, from, length).resampledTo(to);
            assertThat(resampled.sampleRate()).isEqualTo(to);
            assertThat(resampled.length()).isEqualTo(Math.round((double) length * to / from));
            if (Math.min(length, resampled.length()) > 1_000) {
                assertThat(difference(resampled, tone(hertz, to, resampled.length())))
                        .as("%d to %d at %.0f Hz", from, to, hertz)
                        .isLessThan(-76);
            }
        }
    }

    @Test
    void shortClipsGiveAtLeastOneSample() {
        for (int rate : new int[] {4_000, 15_999, 16_001, 384_000}) {
            Clip resampled = Clip.of(new float[] {0.5f}, rate).resampledTo(16_000);
            assertThat(resampled.length()).isEqualTo(Math.max(1, Math.round(16_000.0 / rate)));
        }
    }

    @Test
    void theSameRateGivesTheSameClip() {
        Clip clip = tone(440, 16_000, 100);
        assertThat(clip.resampledTo(16_000)).isSameAs(clip);
    }

    @Test
    void partsDoneByThreadsFitTogether() {
        Clip clip = tone(1_000, 48_000, 20 * 48_000);
        Clip resampled = clip.resampledTo(16_000);
        assertThat(difference(resampled, tone(1_000, 16_000, resampled.length()))).isLessThan(-78);
    }

    @Test
    void impossibleRatesAreNamed() {
        Clip clip = tone(440, 16_000, 100);
        for (int rate : new int[] {0, -1, 15, 16_000_001}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> clip.resampledTo(rate))
                    .withMessage(
                            "can't resample from 16000 Hz to %d Hz: expected positive rates within a factor of 1000"
                                    .formatted(rate));
        }
    }

    @Test
    void whatNoArrayHoldsIsNamed() {
        Clip clip = Clip.of(new float[3_000_000], 1_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clip.resampledTo(1_000_000))
                .withMessage("3000000 samples become 3000000000, more than an array holds");
    }
}
