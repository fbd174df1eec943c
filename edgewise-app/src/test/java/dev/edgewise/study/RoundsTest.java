package dev.edgewise.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.edgewise.measure.BlockOrder;
import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Sample;
import dev.edgewise.measure.Stage;
import dev.edgewise.measure.Status;
import dev.edgewise.measure.Target;
import dev.edgewise.measure.statistics.Margin;
import dev.edgewise.measure.statistics.WarmUp;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final List<String> CLIPS = List.of("a", "b", "c", "d", "e");

    private final List<Sample> samples = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private long now = 1;

    /// Takes as long as its place does.
    private final class FakeTarget implements Target {

        private final Place place;

        FakeTarget(Place place) {
            this.place = place;
        }

        @Override
        public Outcome send(String item, Duration deadline) {
            events.add(place.id() + " " + item);
            now += nanos();
            return new Outcome(
                    Status.ANSWERED,
                    nanos(),
                    Map.of("read", 100L, "decode", 200L, "predict", 300L),
                    1,
                    1,
                    "yes");
        }

        private long nanos() {
            return 1_000_000L * (1 + Place.ids().indexOf(place.id()));
        }

        @Override
        public void close() {}
    }

    private static final class SilentTarget implements Target {

        @Override
        public Outcome send(String item, Duration deadline) {
            return Outcome.without(Status.FAILED, 5, "http://there: nobody answers there");
        }

        @Override
        public void close() {}
    }

    private static final StudyCell CELL =
            StudyCell.all(List.of("model"), List.of("link")).getFirst();

    private Map<Arm, Target> targets() {
        Map<Arm, Target> targets = new LinkedHashMap<>();
        for (Arm arm : CELL.arms()) {
            targets.put(arm, new FakeTarget(arm.place()));
        }
        return targets;
    }

    private Rounds rounds(Map<Arm, Target> targets) {
        Upload upload =
                clips -> {
                    events.add("upload " + clips);
                    return 7_000L * clips.size();
                };
        return new Rounds(
                targets, List.of(), arm -> upload, clip -> 10, DEADLINE, () -> now, samples::add);
    }

    private static List<BlockOrder.Block> plan() {
        return BlockOrder.plan(Place.ids(), CLIPS, 40, 4, new SplittableRandom(1));
    }

    private static void measure(Rounds rounds) throws IOException, InterruptedException {
        for (BlockOrder.Block block : plan()) {
            rounds.measure(block);
        }
    }

    private List<Sample> of(String place, Stage stage) {
        return samples.stream()
                .filter(sample -> sample.place().equals(place) && sample.stage() == stage)
                .toList();
    }

    @Test
    void everyPlaceAnswersTheSameClipsInTheSameBlocks() throws Exception {
        measure(rounds(targets()));
        List<String> atTheEdge = clips("edge");
        assertThat(atTheEdge).hasSize(40);
        for (Place place : Place.values()) {
            assertThat(clips(place.id())).isEqualTo(atTheEdge);
        }
    }

    private List<String> clips(String place) {
        return of(place, Stage.MEASURED).stream().map(s -> s.block() + " " + s.item()).toList();
    }

    @Test
    void onlyARemoteBlockBeginsWithARequestThatIsKeptApartAsCold() throws Exception {
        measure(rounds(targets()));
        assertThat(of("edge", Stage.COLD)).isEmpty();
        assertThat(of("edge-http", Stage.COLD)).isEmpty();
        assertThat(of("remote-path", Stage.COLD)).hasSize(4).allMatch(s -> s.index() == 0);
        assertThat(of("remote-body", Stage.COLD)).hasSize(4).allMatch(s -> s.index() == 0);
    }

    @Test
    void aBlocksClipsAreUploadedOnceEachBeforeTheyAreAskedForByPath() throws Exception {
        measure(rounds(targets()));
        List<Sample> sessions = of(Rounds.UPLOAD, Stage.MEASURED);
        assertThat(sessions).hasSize(4).allMatch(s -> s.item().equals("5 files"));
        assertThat(sessions)
                .allSatisfy(
                        s -> assertThat(s.outcome().phaseNanos()).containsEntry("file", 7_000L));
        assertThat(sessions).allMatch(s -> s.outcome().bytesOut() == 50);
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).startsWith("remote-path") && !events.get(i - 1).startsWith("remo")) {
                assertThat(events.get(i - 1)).startsWith("upload");
            }
        }
    }

    @Test
    void aPlaceThatAnswersNothingEndsTheMeasurementInItsOwnWords() {
        Map<Arm, Target> targets = targets();
        targets.put(CELL.arm(Place.REMOTE_BODY), new SilentTarget());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> measure(rounds(targets)))
                .withMessage(
                        "remote-body answered none of a block's requests: http://there: nobody"
                                + " answers there");
        assertThat(of("remote-body", Stage.COLD)).hasSize(1);
    }

    @Test
    void whatDoesNotWorkAtAllIsSaidBeforeTheFirstSample() {
        Map<Arm, Target> targets = targets();
        targets.put(CELL.arm(Place.REMOTE_PATH), new SilentTarget());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> rounds(targets).check("a"))
                .withMessage("http://there: nobody answers there");
        assertThat(samples).isEmpty();
    }

    @Test
    void warmUpEndsAsSoonAsAllPlacesAreSteadyAndIsInNoFigure() throws Exception {
        Map<String, WarmUp> found = new HashMap<>();
        rounds(targets()).warmUp(CLIPS, new SplittableRandom(1), found);
        assertThat(found)
                .hasSize(4)
                .allSatisfy((place, warmUp) -> assertThat(warmUp.steady()).isTrue());
        assertThat(samples).allMatch(s -> s.stage() == Stage.WARM_UP);
        assertThat(samples.stream().mapToInt(Sample::block).max().orElseThrow())
                .isEqualTo(WarmUp.FEWEST_BLOCKS - 1);
        assertThat(
                        new Figures(samples, 1, new Extent.Requests(10))
                                .summary(Place.EDGE, Quantity.REQUEST))
                .isEmpty();
    }

    @Test
    void figuresOfABlockThatWasCutShortAreNotPaired() throws Exception {
        measure(rounds(targets()));
        List<Sample> cut =
                samples.stream()
                        .filter(
                                s ->
                                        s.block() < 3
                                                || s.place().equals("edge-http")
                                                || s.index() < 3)
                        .toList();
        Figures figures = new Figures(cut, 1, new Extent.Requests(10));
        assertThat(
                        figures.compare(
                                        Place.EDGE_HTTP,
                                        Place.REMOTE_PATH,
                                        Quantity.TOTAL,
                                        Margin.DEFAULT)
                                .orElseThrow()
                                .difference()
                                .blocks())
                .isEqualTo(3);
    }

    @Test
    void totalOfRemotePathIsTheRequestAndAFilesShareOfItsBlocksUpload() throws Exception {
        measure(rounds(targets()));
        Figures figures = new Figures(samples, 1, new Extent.Requests(10));
        assertThat(mean(figures, Quantity.REQUEST)).isEqualTo(3.0);
        assertThat(mean(figures, Quantity.UPLOAD)).isEqualTo(0.007);
        assertThat(mean(figures, Quantity.TOTAL)).isEqualTo(3.007);
        assertThat(mean(figures, Quantity.PREDICTION)).isEqualTo(0.0006);
        assertThat(mean(figures, Quantity.OVERHEAD)).isEqualTo(2.9994);
    }

    private static double mean(Figures figures, Quantity quantity) {
        double mean = figures.summary(Place.REMOTE_PATH, quantity).orElseThrow().mean().value();
        return Math.round(mean * 1e9) / 1e9;
    }
}
