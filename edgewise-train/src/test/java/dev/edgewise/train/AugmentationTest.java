package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AugmentationTest {

    private static final int SECOND = TinyNoise.RATE;
    private static final int TRIES = 400;
    private static final Picture MELS = new Picture(1, 40, 101);

    @TempDir private static Path folder;
    private static Noises noises;
    private static Noises none;

    @BeforeAll
    static void record() throws IOException {
        noises = new TinyNoise(folder).two();
        none = new Noises(folder, List.of(), SECOND);
    }

    @Test
    void noneChangesNothing() {
        float[] clip = noise();
        assertThat(Augmentation.NONE.changes()).isFalse();
        assertThat(Augmentation.NONE.changed(clip, noises, new SplittableRandom(1)))
                .containsExactly(clip);
        float[] features = ones();
        Augmentation.NONE.mask(features, MELS, new SplittableRandom(1));
        assertThat(features).containsOnly(1);
    }

    @Test
    void aClipIsMovedByAHundredMillisecondsAtMostToEitherSide() {
        Augmentation shift = new Augmentation(0.8, 1_600, 0, 0, 0, 0);
        float[] clip = pulse(8_000);
        int left = 0;
        int right = 0;
        int still = 0;
        for (int seed = 0; seed < TRIES; seed++) {
            float[] moved = shift.changed(clip, none, new SplittableRandom(seed));
            int by = indexOfPulse(moved) - 8_000;
            assertThat(by).isBetween(-1_600, 1_600);
            left += by < -800 ? 1 : 0;
            right += by > 800 ? 1 : 0;
            still += by == 0 ? 1 : 0;
        }
        // 40 % of 80 % are moved that far, to each side half of them.
        assertThat(left).isBetween(TRIES / 8, TRIES * 3 / 10);
        assertThat(right).isBetween(TRIES / 8, TRIES * 3 / 10);
        assertThat(still).isBetween(TRIES / 8, TRIES * 3 / 10);
    }

    @Test
    void whatIsMovedOutIsLostAndSilenceComesIn() {
        Augmentation shift = new Augmentation(1, 1_600, 0, 0, 0, 0);
        float[] clip = new float[SECOND];
        Arrays.fill(clip, 0.25f);
        float[] moved = shift.changed(clip, none, new SplittableRandom(5));
        int silent = 0;
        for (float sample : moved) {
            silent += sample == 0 ? 1 : 0;
        }
        assertThat(silent).isBetween(1, 1_600);
        boolean atTheBegin = moved[0] == 0;
        for (int i = 0; i < SECOND; i++) {
            int fromThere = atTheBegin ? i : SECOND - 1 - i;
            assertThat(moved[i]).isEqualTo(fromThere < silent ? 0 : 0.25f);
        }
    }

    @Test
    void noiseIsAddedUpToATenth() {
        Augmentation noisy = new Augmentation(0.8, 0, 0.1, 0, 0, 0);
        float[] clip = new float[SECOND];
        float loudest = 0;
        int without = 0;
        for (int seed = 0; seed < TRIES; seed++) {
            float peak = peak(noisy.changed(clip, noises, new SplittableRandom(seed)));
            loudest = Math.max(loudest, peak);
            without += peak == 0 ? 1 : 0;
        }
        // The recordings' own amplitude is LOUD.
        assertThat(loudest).isBetween(0.09f * TinyNoise.LOUD, 0.1001f * TinyNoise.LOUD);
        assertThat(without).isBetween(TRIES / 8, TRIES * 3 / 10);
    }

    @Test
    void whereThereIsNoNoiseNoneIsAdded() {
        float[] clip = pulse(8_000);
        float[] changed = Augmentation.NOISE.changed(clip, none, new SplittableRandom(1));
        assertThat(peak(changed)).isEqualTo(0.5f);
    }

    @Test
    void aStretchedClipKeepsItsMiddleAndItsLength() {
        Augmentation stretch = new Augmentation(1, 0, 0, 0.1, 0, 0);
        float[] clip = new float[SECOND];
        for (int i = 0; i < SECOND; i++) {
            clip[i] = (i - SECOND / 2) / (float) SECOND;
        }
        float slowest = 1;
        float fastest = 1;
        for (int seed = 0; seed < 50; seed++) {
            float[] made = stretch.changed(clip, none, new SplittableRandom(seed));
            assertThat(made).hasSize(SECOND);
            assertThat(made[SECOND / 2]).isEqualTo(0);
            // A straight line has as its slope how fast it was made.
            float speed = made[SECOND / 2 + 1_000] / clip[SECOND / 2 + 1_000];
            assertThat(made[SECOND / 2 - 1_000] / clip[SECOND / 2 - 1_000])
                    .isCloseTo(speed, offset(1e-3f));
            slowest = Math.min(slowest, speed);
            fastest = Math.max(fastest, speed);
        }
        assertThat(slowest).isBetween(0.9f, 0.95f);
        assertThat(fastest).isBetween(1.05f, 1.1f);
    }

    @Test
    void aClipIsMadeLouderOrSofterByTenDecibelsAtMostAndStaysWithinFullScale() {
        Augmentation gain = new Augmentation(1, 0, 0, 0, 10, 0);
        float[] clip = pulse(8_000);
        float softest = 1;
        float loudest = 0;
        for (int seed = 0; seed < TRIES; seed++) {
            float peak = peak(gain.changed(clip, none, new SplittableRandom(seed)));
            softest = Math.min(softest, peak);
            loudest = Math.max(loudest, peak);
        }
        assertThat(softest).isBetween(0.5f * 0.3162f, 0.5f * 0.34f);
        assertThat(loudest).isEqualTo(1);
    }

    @Test
    void theClipItselfStays() {
        float[] clip = noise();
        float[] before = clip.clone();
        Augmentation.NOISE.withVoices(0.1, 10).changed(clip, noises, new SplittableRandom(1));
        assertThat(clip).containsExactly(before);
    }

    @Test
    void theSameDrawGivesTheSameChange() {
        Augmentation all = Augmentation.NOISE.withVoices(0.1, 10).withMasks(3);
        float[] clip = noise();
        assertThat(all.changed(clip, noises, new SplittableRandom(9)))
                .containsExactly(all.changed(clip, noises, new SplittableRandom(9)));
    }

    @Test
    void twoBandsAndTwoTimesAreHiddenByTheMean() {
        Augmentation masks = Augmentation.NOISE.withMasks(3);
        int mostRows = 0;
        int mostColumns = 0;
        for (int seed = 0; seed < TRIES; seed++) {
            float[] features = ones();
            features[0] = 4_041;
            masks.mask(features, MELS, new SplittableRandom(seed));
            for (int i = 1; i < features.length; i++) {
                assertThat(features[i]).isIn(1f, 2f);
            }
            int rows = hidden(features, MELS.columns(), 1);
            int columns = hidden(features, 1, MELS.columns());
            mostRows = Math.max(mostRows, rows);
            mostColumns = Math.max(mostColumns, columns);
        }
        assertThat(mostRows).isBetween(4, 6);
        assertThat(mostColumns).isBetween(25, 40);
    }

    @Test
    void aMaskIsNoWiderThanThePicture() {
        Picture small = new Picture(1, 3, 4);
        for (int seed = 0; seed < TRIES; seed++) {
            float[] features = new float[12];
            Augmentation.NOISE.withMasks(3).mask(features, small, new SplittableRandom(seed));
        }
    }

    /// How many rows (`step` 1 within a row) or columns are 2, the mean, from end to end.
    private static int hidden(float[] features, int stride, int step) {
        int lines = stride == 1 ? MELS.columns() : MELS.rows();
        int length = MELS.size() / lines;
        int hidden = 0;
        for (int line = 0; line < lines; line++) {
            boolean all = true;
            for (int i = 0; i < length; i++) {
                all &= features[line * stride + i * step] == 2;
            }
            hidden += all ? 1 : 0;
        }
        return hidden;
    }

    private static float[] ones() {
        float[] features = new float[MELS.size()];
        Arrays.fill(features, 1);
        return features;
    }

    private static float[] noise() {
        Random random = new Random(1);
        float[] clip = new float[SECOND];
        for (int i = 0; i < SECOND; i++) {
            clip[i] = random.nextFloat(-0.9f, 0.9f);
        }
        return clip;
    }

    private static float[] pulse(int place) {
        float[] clip = new float[SECOND];
        clip[place] = 0.5f;
        return clip;
    }

    private static int indexOfPulse(float... clip) {
        for (int i = 0; i < clip.length; i++) {
            if (clip[i] != 0) {
                return i;
            }
        }
        return -1;
    }

    private static float peak(float... clip) {
        float peak = 0;
        for (float sample : clip) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }
}
