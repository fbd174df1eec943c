package dev.edgewise.study;

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
import java.util.SplittableRandom;

/// A run's folder as a study over the report's link would leave it, with made-up times: skewed,
/// slow at first, now and then out of line, and with one request that wasn't answered.
final class SampleRun {

    private static final int BLOCK = 20;
    private static final int WARM_UPS = 6;

    private final SplittableRandom random = new SplittableRandom(7);
    private final SampleWriter writer;
    private long now = 1_000_000;

    private SampleRun(SampleWriter writer) {
        this.writer = writer;
    }

    /// Writes a run of `blocks` measured blocks of 20 requests at each place.
    static void write(Path folder, int blocks) throws IOException {
        Files.writeString(folder.resolve(StudyFile.NAME), file(blocks).json());
        try (SampleWriter writer = SampleWriter.create(folder.resolve(OutputFolder.SAMPLES))) {
            SampleRun run = new SampleRun(writer);
            for (int block = 0; block < WARM_UPS; block++) {
                run.block(block, Stage.WARM_UP, 1 + 2.0 / (block + 1));
            }
            for (int block = 0; block < blocks; block++) {
                run.block(block, Stage.MEASURED, 1);
            }
        }
    }

    private static StudyFile file(int blocks) {
        Far remote = Far.of(new Remote.Emulated(LinkProfile.parse("report")));
        RunContext context =
                new RunContext(
                        Instant.EPOCH,
                        "an operating system",
                        Map.of("processor", "some processor <9>"),
                        "a Java",
                        List.of("-Xmx1g"),
                        Map.of("edgewise", "1"),
                        7,
                        "");
        Session session =
                new Session(
                        0,
                        0,
                        context,
                        Map.of("report", new MeasuredLink(Duration.ofMillis(13), 34.9e6, 18.9e6)),
                        "no meter",
                        Map.of("edge", new WarmUp(2, true, "steady after 2 of 6 blocks")));
        return new StudyFile(
                new Asked(
                        List.of(remote),
                        new Extent.Requests(BLOCK * blocks),
                        Margin.DEFAULT,
                        7,
                        Duration.ofSeconds(30)),
                new ClipFacts("clips of a test", true, List.of(new ClipFile("a.wav", 5, "00ff"))),
                List.of(new ModelFacts("m", "m 1", "abcd")),
                List.of(session),
                new Ending.Complete());
    }

    private void block(int block, Stage stage, double slow) throws IOException {
        for (Place place : Place.values()) {
            if (place == Place.REMOTE_PATH) {
                long file = nanos(95, 0.05, slow);
                write(Rounds.UPLOAD, block, 0, stage, outcome(file * BLOCK, Map.of("file", file)));
            }
            if (place.remote() && stage == Stage.MEASURED) {
                write(place.id(), block, 0, Stage.COLD, request(place, 2));
            }
            for (int i = 0; i < BLOCK; i++) {
                boolean lost = place == Place.REMOTE_BODY && block == 7 && i == 3;
                write(
                        place.id(),
                        block,
                        i + 1,
                        stage,
                        lost
                                ? Outcome.without(Status.TIMED_OUT, 30_000_000_000L, "no answer")
                                : request(place, slow));
            }
        }
    }

    private Outcome request(Place place, double slow) {
        double burst = random.nextDouble() < 0.02 ? 1 + 4 * random.nextDouble() : 1;
        Map<String, Long> phases = new LinkedHashMap<>();
        long decode = nanos(0.05, 0.2, slow);
        long predict = nanos(0.3, 0.15, slow * burst);
        if (place == Place.EDGE) {
            phases.put("decode", decode);
            phases.put("predict", predict);
            return outcome(decode + predict + nanos(0.01, 0.3, 1), phases);
        }
        long read = place.byPath() ? nanos(0.1, 0.2, slow) : nanos(9, 0.05, 1);
        long queue = nanos(0.02, 0.3, 1);
        long encode = nanos(0.03, 0.3, 1);
        phases.put("read", read);
        phases.put("queue", queue);
        phases.put("decode", decode);
        phases.put("predict", predict);
        phases.put("encode", encode);
        long named = read + queue + decode + predict + encode;
        phases.put("total", named + nanos(0.05, 0.3, 1));
        double link = place == Place.REMOTE_BODY ? 20 : place == Place.REMOTE_PATH ? 13.4 : 0.5;
        return outcome(named + nanos(link, 0.04, slow * Math.sqrt(burst)), phases);
    }

    private static Outcome outcome(long nanos, Map<String, Long> phases) {
        return new Outcome(Status.ANSWERED, nanos, phases, 0, 0, "yes");
    }

    private long nanos(double millis, double sigma, double factor) {
        return Math.round(1e6 * millis * factor * Math.exp(sigma * random.nextGaussian()));
    }

    private void write(String place, int block, int index, Stage stage, Outcome outcome)
            throws IOException {
        writer.write(
                new Sample(place, block, index, "a.wav", stage, now, 30_000_000_000L, outcome));
        now += outcome.nanos();
    }
}
