package dev.edgewise.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipTest {

    @Test
    void aClipKeepsItsSamplesToItself() {
        float[] samples = {0.1f, 0.2f};
        Clip clip = Clip.of(samples, 8_000);
        samples[0] = 1;
        clip.samples()[1] = 1;
        assertThat(clip.samples()).containsExactly(0.1f, 0.2f);
    }

    @Test
    void aClipWithoutSamplesOrRateIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Clip.of(new float[0], 8_000))
                .withMessage("a clip needs at least one sample");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Clip.of(new float[1], 0))
                .withMessage("sample rate must be positive, got 0");
    }

    @Test
    void aClipIsCutOrFollowedBySilence() {
        Clip clip = Clip.of(new float[] {1, 2, 3}, 4_000);
        assertThat(clip.fitTo(2).samples()).containsExactly(1, 2);
        assertThat(clip.fitTo(5).samples()).containsExactly(1, 2, 3, 0, 0);
        assertThat(clip.duration()).isEqualTo(Duration.ofNanos(750_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {4_000, 8_000, 11_025, 44_100, 48_000, 384_000})
    void whatIsCutOffBeforeResamplingIsNotMissed(int rate) {
        Random random = new Random(rate);
        float[] samples = new float[2 * rate];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = random.nextFloat() - 0.5f;
        }
        Clip clip = Clip.of(samples, rate);
        assertThat(clip.fitTo(16_000, 16_000).samples())
                .isEqualTo(clip.resampledTo(16_000).fitTo(16_000).samples());
    }
}
