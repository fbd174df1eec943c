package dev.edgewise.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import dev.edgewise.link.LinkProfile;
import dev.edgewise.measure.statistics.Margin;
import dev.edgewise.model.ModelStore;
import dev.edgewise.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A study in this process, with real children.
@Timeout(600)
class StudyTest {

    @TempDir Path folder;

    @Test
    void whoStopsItWhileResultsAreWrittenLosesNothing() throws Exception {
        StudySettings settings =
                new StudySettings(
                        Optional.empty(),
                        List.of(ModelStore.STUDY),
                        List.of(new Remote.Emulated(LinkProfile.parse("loopback"))),
                        new Extent.Requests(10),
                        Margin.DEFAULT,
                        1,
                        false,
                        "",
                        Command.line(),
                        "1");
        OutputFolder output = OutputFolder.open(folder);
        Study study = new Study(settings, output, Progress.none(System.err));
        AtomicBoolean over = new AtomicBoolean();
        Thread impatient = Thread.startVirtualThread(() -> stopOnceMeasured(study, over));
        StudyRun run;
        try {
            run = study.run();
        } finally {
            over.set(true);
            Thread.interrupted();
            impatient.join();
        }
        assertThat(run.ending()).isEqualTo(new Ending.Complete());
        assertThat(output.page()).isRegularFile();
        assertThat(folder.resolve("result.json")).isRegularFile();
    }

    /// Again and again, from the moment that the last of four places has handled its only block.
    private void stopOnceMeasured(Study study, AtomicBoolean over) {
        Path costs = folder.resolve(OutputFolder.RESOURCES);
        while (!over.get()) {
            try {
                if (Files.exists(costs) && ResourcesJson.read(costs).all().size() == 4) {
                    study.stop();
                } else {
                    LockSupport.parkNanos(1_000_000);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
