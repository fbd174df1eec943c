package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.report.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrainingProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void theBarOfALongTrainingFitsIntoEightyColumns() {
        try (TrainingProgress progress = watched(true)) {
            progress.training(6933, 769, Recipe.TUTORIAL, 0);
            for (int step = 0; step < 1000; step++) {
                nanos.addAndGet(5_000_000_000L);
                progress.learned(1, new Score(188, 24, 100));
            }
            assertThat(shown().lines().reduce((a, b) -> b).orElseThrow())
                    .contains("1000/1090  7:30 left")
                    .endsWith("loss 1.88 accuracy 24 %");
        }
    }

    @Test
    void whoResumesSeesHowFarItHadCome() {
        try (TrainingProgress progress = watched(true)) {
            progress.training(200, 20, Recipe.bcResNet(1), 150);
            nanos.addAndGet(10_000_000_000L);
            progress.learned(151, new Score(188, 24, 100));
            assertThat(shown())
                    .contains("200 clips for training, 20 for validation; going on after epoch 150")
                    .contains("301/400  16:30 left  loss 1.88 accuracy 24 %");
        }
    }

    @Test
    void whereNobodySeesABarThereIsALineAnEpoch() {
        try (TrainingProgress progress = watched(false)) {
            progress.training(6933, 769, Recipe.TUTORIAL, 0);
            progress.learned(1, new Score(188, 24, 100));
            progress.ended(new EpochScore(1, new Score(50, 80, 100), new Score(60, 75, 100)));
        }
        assertThat(shown())
                .isEqualToNormalizingNewlines(
                        """
                        6933 clips for training, 769 for validation
                        epoch 1/10: loss 0.5000, accuracy 80.0 %; validation 0.6000, 75.0 %
                        """);
    }

    private TrainingProgress watched(boolean terminal) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new TrainingProgress(new Progress(out, terminal, 80, false, nanos::get));
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
