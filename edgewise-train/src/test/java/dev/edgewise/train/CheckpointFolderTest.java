package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {

    private static final String SETTINGS = "network dense\nlabels yes,no\nseed 7";

    @TempDir private Path home;

    private Path folder;
    private Path model;

    @BeforeEach
    void name() {
        folder = home.resolve("training");
        model = home.resolve("model.onnx");
    }

    @Test
    void itKeepsTheLastEpochTheBestOneAndTheCurve() throws IOException {
        CheckpointFolder kept = CheckpointFolder.begin(folder, SETTINGS, model);
        keep(kept, 0.5f, 60);
        keep(kept, 0.25f, 60, 80);
        keep(kept, 0.125f, 60, 80, 70);
        assertThat(kept.last().history().size()).isEqualTo(3);
        assertThat(kept.last().weights().values("dense.bias")).containsExactly(0.125f);
        assertThat(kept.best().history().size()).isEqualTo(2);
        assertThat(kept.best().weights().values("dense.bias")).containsExactly(0.25f);
        assertThat(kept.last().memory().get("dense.bias")).containsExactly(0.125f);
        assertThat(folder.resolve("curve.svg")).content().startsWith("<svg ").endsWith("</svg>\n");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void aTrainingThatHasNotEndedIsNotOverwritten() throws IOException {
        keep(CheckpointFolder.begin(folder, SETTINGS, model), 1, 60, 80);
        assertThatThrownBy(() -> CheckpointFolder.begin(folder, SETTINGS, model))
                .isInstanceOf(TrainingException.class)
                .hasMessage(
                        folder
                                + ": holds a training of 2 epochs; go on with --resume, or remove"
                                + " the folder");
        assertThat(CheckpointFolder.resume(folder, SETTINGS).last().history().size()).isEqualTo(2);
    }

    @Test
    void anOlderModelDoesNotEndATraining() throws IOException {
        Files.writeString(model, "of yesterday");
        Files.setLastModifiedTime(model, FileTime.fromMillis(0));
        keep(CheckpointFolder.begin(folder, SETTINGS, model), 1, 60);
        assertThat(CheckpointFolder.resumable(folder, model)).isEqualTo(1);
        assertThatThrownBy(() -> CheckpointFolder.requireNone(folder, model))
                .hasMessageContaining(": holds a training of 1 epoch; go on with --resume");
    }

    @Test
    void aTrainingThatHasEndedIsForgotten() throws IOException {
        keep(CheckpointFolder.begin(folder, SETTINGS, model), 1, 60);
        Files.writeString(model, "its model");
        assertThat(CheckpointFolder.resumable(folder, model)).isZero();
        CheckpointFolder.begin(folder, "another\n", model);
        assertThatThrownBy(() -> CheckpointFolder.resume(folder, SETTINGS))
                .hasMessage(folder + ": no training to resume (no last.checkpoint in it)");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whoResumesIsToldWhichSettingDiffers() throws IOException {
        keep(CheckpointFolder.begin(folder, SETTINGS, model), 1, 60);
        assertThatThrownBy(() -> CheckpointFolder.resume(folder, SETTINGS.replace("7", "8")))
                .isInstanceOf(TrainingException.class)
                .hasMessage(folder + ": was begun with 'seed 7', now it is 'seed 8'");
        assertThatThrownBy(() -> CheckpointFolder.resume(folder, SETTINGS + "\nthreads 2"))
                .hasMessage(folder + ": was begun with 'nothing', now it is 'threads 2'");
        assertThatThrownBy(() -> CheckpointFolder.resume(folder, "network dense"))
                .hasMessage(folder + ": was begun with 'labels yes,no', now it is 'nothing'");
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Files.writeString(folder, "in the way");
        assertThatThrownBy(() -> CheckpointFolder.begin(folder, SETTINGS, model))
                .isInstanceOf(TrainingException.class)
                .hasMessage(folder + ": a file, expected a folder to make");
    }

    private static void keep(CheckpointFolder kept, float value, int... correct)
            throws IOException {
        History history = History.NONE;
        for (int i = 0; i < correct.length; i++) {
            Score validation = new Score(100 - correct[i], correct[i], 100);
            history = history.and(new EpochScore(i + 1, new Score(50, 50, 100), validation));
        }
        Optimizer optimizer = new Sgd(0, 0);
        optimizer.remember(Map.of("dense.bias", new float[] {value}));
        kept.keep(new Weights().with("dense.bias", new float[] {value}, 1), optimizer, history);
    }
}
