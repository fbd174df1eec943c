package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

    private static final History HISTORY =
            new History(
                    List.of(
                            new EpochScore(1, new Score(9.5, 1, 4), new Score(8, 1, 2)),
                            new EpochScore(2, new Score(4.25, 3, 4), new Score(1e-3, 2, 2))));

    private static final Checkpoint CHECKPOINT =
            new Checkpoint(
                    "network dense\nseed 7",
                    HISTORY,
                    new Weights()
                            .with("dense.kernel", new float[] {1, -2.5f, 3e-30f, 4, 5, 6}, 2, 3)
                            .with("dense.bias", new float[] {-0f, Float.MIN_VALUE}, 2),
                    Map.of("dense.kernel", new float[] {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f}));

    @TempDir private Path folder;

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        Checkpoint read = Checkpoint.read(written(CHECKPOINT.bytes()));
        assertThat(read.settings()).isEqualTo("network dense\nseed 7");
        assertThat(read.history()).isEqualTo(HISTORY);
        assertThat(read.weights().names()).containsExactly("dense.kernel", "dense.bias");
        assertThat(read.weights().shape("dense.kernel")).containsExactly(2, 3);
        assertThat(read.weights().values("dense.kernel"))
                .containsExactly(1, -2.5f, 3e-30f, 4, 5, 6);
        assertThat(read.weights().values("dense.bias")).containsExactly(-0f, Float.MIN_VALUE);
        assertThat(read.memory().get("dense.kernel"))
                .containsExactly(0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f);
        assertThat(read.bytes()).isEqualTo(CHECKPOINT.bytes());
    }

    @Test
    void oneThatIsCutShortAnywhereIsRefused() throws IOException {
        byte[] bytes = CHECKPOINT.bytes();
        for (int length = 0; length < bytes.length; length++) {
            refused(Arrays.copyOf(bytes, length));
        }
    }

    @Test
    void oneWithAFlippedBitAnywhereIsRefused() throws IOException {
        byte[] bytes = CHECKPOINT.bytes();
        for (int i = 2; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= 4;
            refused(flipped);
        }
    }

    @Test
    void aDamagedOneIsToldFromAnotherFile() throws IOException {
        byte[] damaged = CHECKPOINT.bytes();
        damaged[100] ^= 1;
        Path file = written(damaged);
        assertThatThrownBy(() -> Checkpoint.read(file))
                .hasMessage(
                        file + ": a damaged checkpoint: it is cut short, or a byte has changed");
        Path other = Files.writeString(folder.resolve("other"), "%PDF-1.7 of some size\n");
        assertThatThrownBy(() -> Checkpoint.read(other))
                .hasMessage(other + ": no checkpoint, or one of another version");
    }

    @Test
    void oneThatIsMissingIsNamed() {
        Path missing = folder.resolve("nowhere.checkpoint");
        assertThatThrownBy(() -> Checkpoint.read(missing))
                .isInstanceOf(TrainingException.class)
                .hasMessage(missing + ": can't be read: no such file");
    }

    private void refused(byte... bytes) throws IOException {
        Path file = written(bytes);
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith(file + ": ");
    }

    private Path written(byte... bytes) throws IOException {
        return Files.write(folder.resolve("a.checkpoint"), bytes);
    }
}
