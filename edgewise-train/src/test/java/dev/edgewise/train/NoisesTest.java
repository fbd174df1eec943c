package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgewise.recognize.ClipList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoisesTest {

    private static final int SECOND = TinyNoise.RATE;

    @TempDir private Path folder;

    @Test
    void trainingHearsTheFirstNineTenthsAndValidationTheLast() throws IOException {
        Noises noises = new TinyNoise(folder).two();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            assertThat(loudest(noises, noises.training(SECOND, 1, random)))
                    .isCloseTo(TinyNoise.LOUD, within());
            assertThat(loudest(noises, noises.validation(SECOND, 1, random)))
                    .isCloseTo(TinyNoise.SOFT, within());
        }
    }

    @Test
    void aCutIsNamedSoThatItCanBeFoundAgainAndHasItsGain() throws IOException {
        Noises noises = new TinyNoise(folder).two();
        ClipList.Entry cut = noises.training(SECOND, 0.5, new SplittableRandom(3));
        assertThat(cut.file()).matches("_background_noise_/(short|long)\\.wav");
        assertThat(loudest(noises, cut)).isCloseTo(TinyNoise.LOUD / 2, within());
        assertThat(noises.samples(cut, SECOND))
                .containsExactly(cut.source(folder).reading().read().samples());
    }

    @Test
    void oneOfLessThanElevenSecondsIsTooShort() throws IOException {
        Path file = new TinyNoise(folder).write("hum.wav", 10.9, SECOND);
        assertThatThrownBy(() -> new Noises(folder, List.of(file), SECOND))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": noise must last 11 seconds at least, a tenth for validation");
    }

    @Test
    void oneAtAnotherRateMustBeConverted() throws IOException {
        Path file = new TinyNoise(folder).write("hum.wav", 12, 44_100);
        assertThatThrownBy(() -> new Noises(folder, List.of(file), SECOND))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": noise is needed at 16000 Hz, got 44100: convert it");
    }

    @Test
    void oneThatIsBrokenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("hum.wav"), "no sound at all");
        assertThatThrownBy(() -> new Noises(folder, List.of(file), SECOND))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": ");
    }

    private static Offset<Float> within() {
        return Offset.offset(1e-4f);
    }

    private static float loudest(Noises noises, ClipList.Entry cut) {
        float loudest = 0;
        for (float sample : noises.samples(cut, SECOND)) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        return loudest;
    }
}
