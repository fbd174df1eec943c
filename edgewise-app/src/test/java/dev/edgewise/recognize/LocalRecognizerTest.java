package dev.edgewise.recognize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.edgewise.audio.AudioException;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.DemoClips;
import dev.edgewise.audio.WavFile;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.ModelStore;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalRecognizerTest {

    private static LocalRecognizer recognizer;

    @BeforeAll
    static void load() throws ModelException {
        recognizer = new LocalRecognizer(ModelStore.open("tutorial-cnn", 1));
    }

    @AfterAll
    static void close() {
        recognizer.close();
    }

    private static Clip demo(String path) throws AudioException {
        return WavFile.read(path, DemoClips.bytes(path));
    }

    @Test
    void aGoodPartOfTheDemoClipsIsRecognized() throws IOException {
        int right = 0;
        for (String path : DemoClips.paths()) {
            Prediction prediction = recognizer.recognize(demo(path));
            right += path.startsWith(prediction.word() + "/") ? 1 : 0;
        }
        assertThat(right).isGreaterThan(DemoClips.paths().size() / 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {22_050, 44_100, 48_000, 96_000})
    void aClipOfAnotherRateIsHeardAsAtTheModelsOwn(int rate) throws IOException {
        for (String path : DemoClips.paths()) {
            Clip clip = demo(path);
            Prediction own = recognizer.recognize(clip);
            Prediction other = recognizer.recognize(clip.resampledTo(rate));
            for (int i = 0; i < own.scores().size(); i++) {
                assertThat(other.scores().get(i).probability())
                        .as("%s at %d Hz", path, rate)
                        .isCloseTo(own.scores().get(i).probability(), within(0.05));
            }
        }
    }

    @Test
    void whatLiesBeyondTheModelsLengthIsNotHeard() throws IOException {
        Clip clip = demo("yes/en-gb-f.wav");
        float[] longer = Arrays.copyOf(clip.samples(), 40_000);
        Arrays.fill(longer, 16_000, 40_000, 0.3f);
        assertThat(recognizer.recognize(Clip.of(longer, 16_000)))
                .isEqualTo(recognizer.recognize(clip));
    }

    @Test
    void aShortClipIsFollowedBySilence() throws IOException {
        Clip clip = demo("yes/en-gb-f.wav");
        float[] half = Arrays.copyOf(clip.samples(), 8_000);
        assertThat(recognizer.recognize(Clip.of(half, 16_000)))
                .isEqualTo(recognizer.recognize(Clip.of(Arrays.copyOf(half, 16_000), 16_000)));
    }
}
