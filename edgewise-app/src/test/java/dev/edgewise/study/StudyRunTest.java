package dev.edgewise.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.edgewise.link.LinkProfile;
import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.RunContext;
import dev.edgewise.measure.Sample;
import dev.edgewise.measure.SampleWriter;
import dev.edgewise.measure.Stage;
import dev.edgewise.measure.Status;
import dev.edgewise.measure.statistics.Margin;
import dev.edgewise.measure.statistics.WarmUp;
import dev.edgewise.remote.MeasuredLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyRunTest {

    @TempDir Path folder;

    private static StudyFile file() {
        return file("the disk is full", Place.EDGE);
    }

    private static StudyFile file(String why, Place... warm) {
        Map<String, WarmUp> warmUps = new LinkedHashMap<>();
        for (Place place : warm) {
            warmUps.put(place.id(), new WarmUp(2, true, "steady after 2 of 6 blocks"));
        }
        Far remote = Far.of(new Remote.Emulated(LinkProfile.parse("loopback")));
        RunContext context =
                new RunContext(
                        Instant.EPOCH, "os", Map.of(), "jvm", List.of("-Xmx1g"), Map.of(), 7, "");
        Session session =
                new Session(
                        0,
                        0,
                        context,
                        Map.of(
                                "loopback",
                                new MeasuredLink(
                                        Duration.ofMillis(13), 35e6, Double.POSITIVE_INFINITY)),
                        "no meter",
                        warmUps);
        return new StudyFile(
                new Asked(
                        List.of(remote),
                        new Extent.Requests(10),
                        Margin.DEFAULT,
                        7,
                        Duration.ofSeconds(30)),
                new ClipFacts("clips of a test", false, List.of(new ClipFile("a.wav", 5, "00ff"))),
                List.of(new ModelFacts("m", "m 1", "abcd")),
                List.of(session),
                new Ending.Failed(why));
    }

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("study.json"), file().json());
        try (SampleWriter writer = SampleWriter.create(folder.resolve("samples.jsonl"))) {
            for (int i = 0; i < 10; i++) {
                writer.write(sample(Place.EDGE, i));
            }
        }
    }

    private static Sample sample(Place place, int index) {
        Outcome outcome =
                new Outcome(Status.ANSWERED, 5_000_000, Map.of("predict", 4_000_000L), 0, 0, "yes");
        return new Sample(
                place.id(), 0, index, "a.wav", Stage.MEASURED, index, 30_000_000_000L, outcome);
    }

    @Test
    void whatIsKnownOfARunIsReadBackAsItWasWritten() throws IOException {
        assertThat(StudyFile.read(folder)).isEqualTo(file());
    }

    @Test
    void aResultIsMadeOfTheFolderAlone() throws IOException {
        StudyResult result = StudyRun.read(folder).cells().getFirst();
        assertThat(result.askedLink().orElseThrow().upBitsPerSecond())
                .isEqualTo(LinkProfile.UNLIMITED);
        assertThat(result.measuredLink().orElseThrow().roundTrip())
                .isEqualTo(Duration.ofMillis(13));
        assertThat(result.warmUps()).containsOnlyKeys(Place.EDGE);
        assertThat(result.partial()).isTrue();
        assertThat(result.figures().summary(Place.EDGE, Quantity.REQUEST).orElseThrow().n())
                .isEqualTo(10);
        assertThat(StudyText.of(StudyRun.read(folder), 80))
                .contains("it ended early: the disk is full");
    }

    @Test
    void costsThatNobodyWroteAreNotShownAsATableOfNothing() throws IOException {
        assertThat(StudyText.of(StudyRun.read(folder), 80).replaceAll("\\s+", " "))
                .contains("What requests cost isn't known: resources.jsonl tells of no block.")
                .doesNotContain("What a request costs");
    }

    @Test
    void onlyPlacesThatWereWarmedUpAreCalledSteady() throws IOException {
        assertThat(StudyText.of(StudyRun.read(folder), 80))
                .contains("- The warm-up didn't end.")
                .doesNotContain("steady");
        Files.writeString(folder.resolve("study.json"), file("", Place.values()).json());
        assertThat(StudyText.of(StudyRun.read(folder), 80))
                .contains("- Every place was steady when the measurement began.");
    }

    @Test
    void whatAServerSaysNeverMovesTheCursor() throws IOException {
        Files.writeString(
                folder.resolve("study.json"), file("503 \u001b[2Jall is well", Place.EDGE).json());
        assertThat(StudyText.of(StudyRun.read(folder), 200))
                .doesNotContain("\u001b")
                .contains("it ended early: 503 \ufffd[2Jall is well");
    }

    @Test
    void aLastLineThatWasCutOffIsLeftOutAndThatIsSaid() throws IOException {
        Path samples = folder.resolve("samples.jsonl");
        String text = Files.readString(samples);
        Files.writeString(samples, text.substring(0, text.length() - 20));
        StudyResult result = StudyRun.read(folder).cells().getFirst();
        assertThat(result.figures().measured(Place.EDGE)).isEqualTo(9);
        assertThat(StudyText.of(StudyRun.read(folder), 200))
                .contains("The last sample was left out: its line was cut off in the middle.");
    }

    @Test
    void aFolderThatHoldsNoRunOrABrokenOneIsNamedInALine() throws IOException {
        Path samples = folder.resolve("samples.jsonl");
        String text = Files.readString(samples);
        fails(samples + ": line 10 is broken: ", text.substring(0, text.length() - 20) + "\n");
        fails(
                samples
                        + ": line 1 is broken: it is from another version of Edgewise (\"version\": 1 is needed, got 2)",
                text.replaceFirst("\"version\":1", "\"version\":2"));
        Files.delete(samples);
        assertThatIOException()
                .isThrownBy(() -> StudyRun.read(folder))
                .withMessageStartingWith(samples + ": can't be read");
        Path study = folder.resolve("study.json");
        Files.writeString(study, file().json().replaceFirst("\"version\" : 1", "\"version\" : 9"));
        assertThatIOException()
                .isThrownBy(() -> StudyRun.read(folder))
                .withMessage(
                        study
                                + ": it is from another version of Edgewise (\"version\": 1 is"
                                + " needed, got 9)");
        Files.writeString(study, file().json().substring(0, 100));
        assertThatIOException()
                .isThrownBy(() -> StudyRun.read(folder))
                .withMessageStartingWith(study + ": is broken: ");
        Files.delete(study);
        assertThatIOException()
                .isThrownBy(() -> StudyRun.read(folder))
                .withMessage(folder + ": no run of compare is there, it has no study.json");
    }

    private void fails(String why, String samples) throws IOException {
        Files.writeString(folder.resolve("samples.jsonl"), samples);
        assertThatIOException()
                .isThrownBy(() -> StudyRun.read(folder))
                .withMessageStartingWith(why);
    }
}
