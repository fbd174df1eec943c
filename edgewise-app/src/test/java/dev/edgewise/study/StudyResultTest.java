package dev.edgewise.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.ProcessUsage;
import dev.edgewise.measure.RunContext;
import dev.edgewise.measure.Sample;
import dev.edgewise.measure.SampleReader;
import dev.edgewise.measure.SampleWriter;
import dev.edgewise.measure.Status;
import dev.edgewise.measure.statistics.Margin;
import dev.edgewise.measure.statistics.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What text and JSON say of a run that [SampleRun] made up.
class StudyResultTest {

    @TempDir Path folder;

    private JsonNode json() throws IOException {
        return JsonMapper.shared().readTree(StudyJson.text(StudyRun.read(folder)));
    }

    /// In one line, so that it doesn't matter where lines were broken.
    private String text() throws IOException {
        return StudyText.of(StudyRun.read(folder), 80).replaceAll("\\s+", " ");
    }

    private void write(StudyFile file) throws IOException {
        Files.writeString(folder.resolve(StudyFile.NAME), file.json());
    }

    @Test
    void aFailedRequestCountsInWhatAUserWaitsForAndInNoPartOfIt() throws IOException {
        SampleRun.write(folder, 35);

        JsonNode body = json().at("/places/remote-body");
        assertThat(body.at("/request/n").asInt()).isEqualTo(700);
        assertThat(body.at("/request/mean_ms").asDouble()).isGreaterThan(60);
        assertThat(body.at("/prediction/n").asInt()).isEqualTo(699);
        assertThat(body.at("/prediction/mean_ms").asDouble()).isLessThan(1);
        assertThat(body.at("/overhead/mean_ms").asDouble()).isBetween(20.0, 40.0);
        for (String time : List.of("request_answered", "total_answered")) {
            assertThat(body.path(time).path("n").asInt()).isEqualTo(699);
            assertThat(body.path(time).path("mean_ms").asDouble()).isBetween(20.0, 40.0);
        }
        assertThat(body.has("prediction_answered")).isFalse();
        assertThat(json().at("/places/edge").has("request_answered")).isFalse();
        assertThat(text())
                .contains(" answered only ")
                .contains(
                        "remote-body: 1 requests were not answered; in request and total they count"
                                + " as long as their deadline, in other times not at all.");
        assertThat(SideBySideCsv.of(SideBySide.read(List.of(folder))))
                .contains("remote-body,total_answered,699,699,");
    }

    @Test
    void percentilesAreComparedWhereThereAreEnoughRequests() throws IOException {
        SampleRun.write(folder, 35);

        JsonNode places = json().path("places");
        for (JsonNode found : json().path("percentiles")) {
            String name = found.path("percentile").asString() + "_ms";
            double difference =
                    places.at("/remote-path/total").path(name).asDouble()
                            - places.at("/edge-http/total").path(name).asDouble();
            assertThat(found.path("difference_ms").asDouble()).isCloseTo(difference, within(1e-9));
        }
        assertThat(json().path("percentiles")).hasSize(3);
        assertThat(json().at("/percentiles/0/ci95_ms/0").asDouble())
                .isLessThan(json().at("/percentiles/0/difference_ms").asDouble());
        assertThat(text())
                .contains("Percentiles of the total in ms, and remote-path less edge-http");
        assertThat(SideBySideText.markdown(SideBySide.read(List.of(folder))))
                .contains("**Percentiles of the total in ms");

        SampleRun.write(folder, 2);
        assertThat(json().at("/percentiles/0/difference_ms").isNumber()).isTrue();
        assertThat(json().at("/percentiles/2/difference_ms").isNull()).isTrue();
        assertThat(text()).contains("p99 needs 662 requests, there are 40");
    }

    @Test
    void aRunThatEndedByItsWidthClaimsWhatTheRuleAllows() throws IOException {
        SampleRun.write(folder, 30);
        calmAfterTwentyBlocks();
        StudyFile file = StudyFile.read(folder);
        Asked asked = file.asked();
        double planned = width();
        Extent known = new Extent.Known(new Until(Margin.of(0.02), Duration.ofHours(1)));
        write(
                new StudyFile(
                        new Asked(
                                asked.remotes(),
                                known,
                                asked.margin(),
                                asked.seed(),
                                asked.deadline()),
                        file.clips(),
                        file.models(),
                        file.sessions(),
                        new Ending.Narrow(30, Duration.ofMinutes(1))));

        assertThat(width()).isGreaterThan(1.02 * planned);
    }

    /// Uploads take 60 ms and 140 ms at random until then.
    private void calmAfterTwentyBlocks() throws IOException {
        Path file = folder.resolve(OutputFolder.SAMPLES);
        List<Sample> samples = SampleReader.readWholeLines(file).samples();
        SplittableRandom random = new SplittableRandom(3);
        try (SampleWriter writer = SampleWriter.create(file)) {
            for (Sample sample : samples) {
                boolean wild = sample.place().equals(Rounds.UPLOAD) && sample.block() < 20;
                long nanos = random.nextBoolean() ? 60_000_000 : 140_000_000;
                writer.write(wild ? upload(sample, nanos) : sample);
            }
        }
    }

    private static Sample upload(Sample sample, long nanos) {
        return new Sample(
                sample.place(),
                sample.block(),
                sample.index(),
                sample.item(),
                sample.stage(),
                sample.startNanos(),
                sample.timeoutNanos(),
                new Outcome(Status.ANSWERED, 20 * nanos, Map.of("file", nanos), 0, 0, ""));
    }

    private double width() throws IOException {
        JsonNode interval = json().at("/verdict/ci95_ms");
        return interval.path(1).asDouble() - interval.path(0).asDouble();
    }

    @Test
    void outliersAreToldOfAtEachPlace() throws IOException {
        SampleRun.write(folder, 2);

        assertThat(text())
                .containsPattern(
                        "Outliers, beyond Tukey's outer fences, stay in all figures: edge \\d+ of 40"
                                + " \\([0-9.]+ % of the time\\), edge-http .* upload \\d of 2 ");
    }

    @Test
    void whatAnotherSessionWasMadeUnderIsTold() throws IOException {
        SampleRun.write(folder, 2);
        StudyFile file = StudyFile.read(folder);
        Session first = file.last();
        RunContext then = first.context();
        RunContext now =
                new RunContext(
                        then.date().plusSeconds(60),
                        then.os(),
                        Map.of("processor", "some processor <9>", "governor", "powersave"),
                        then.jvm(),
                        then.jvmFlags(),
                        then.versions(),
                        then.seed(),
                        "on the train");
        write(file.resumed(new Session(1, 0, now, first.links(), "", first.warmUp())));

        String changed =
                "It was gone on with under governor: powersave, before none; note: on the train,"
                        + " before none.";
        assertThat(text()).contains(changed);
        assertThat(json().at("/notes/2").asString()).isEqualTo(changed);
    }

    @Test
    void whyEnergyIsMissingIsKeptWhicheverSessionLackedIt() throws IOException {
        SampleRun.write(folder, 1);
        StudyFile file = StudyFile.read(folder);
        Files.writeString(folder.resolve(OutputFolder.RESOURCES), cost() + "\n");
        write(file.resumed(file.last().with(Map.of(), "")));
        assertThat(text()).contains("not measured: no meter");
        assertThat(json().at("/resources/energy_not_measured").asString()).isEqualTo("no meter");

        write(file.with(file.last().with(Map.of(), "")));
        assertThat(text()).contains("not measured in every block");
    }

    @Test
    void aCostThatWasCutOffIsLeftOutAndSaidAndABrokenOneIsNamed() throws IOException {
        SampleRun.write(folder, 1);
        Path costs = folder.resolve(OutputFolder.RESOURCES);
        Files.writeString(costs, cost() + "\n" + cost().substring(0, 30));
        String left = "What the last block cost was left out: its line was cut off in the middle.";
        assertThat(text()).contains(left);
        assertThat(StudyRun.read(folder).cells().getFirst().notes()).containsExactly(left);

        Files.writeString(costs, cost() + "\n" + cost().substring(0, 30) + "\n");
        assertThatIOException()
                .isThrownBy(() -> StudyRun.read(folder))
                .withMessageStartingWith(costs + ": line 2 is broken: ");
    }

    private static String cost() {
        return ResourcesJson.line(
                new Resources(
                        "edge",
                        0,
                        20,
                        ProcessUsage.UNKNOWN,
                        ProcessUsage.UNKNOWN,
                        0,
                        0,
                        OptionalLong.empty()));
    }
}
