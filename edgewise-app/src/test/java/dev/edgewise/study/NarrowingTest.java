package dev.edgewise.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Sample;
import dev.edgewise.measure.Stage;
import dev.edgewise.measure.Status;
import dev.edgewise.measure.statistics.Estimate;
import dev.edgewise.measure.statistics.Margin;
import dev.edgewise.measure.statistics.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NarrowingTest {

    private static final int REQUESTS = 10;
    private static final List<StudyCell> CELLS =
            StudyCell.all(List.of("m"), List.of("calm", "rough"));

    private final SplittableRandom random = new SplittableRandom(5);
    private final List<Sample> samples = new ArrayList<>();
    private long now;

    /// A block of every arm: 10 ms at the edge, 30 ms remotely, and off by as much as `rough` says.
    private List<Sample> block(int number, double roughMillis) {
        List<Sample> block = new ArrayList<>();
        for (Arm arm : Arm.all(CELLS)) {
            double spread = arm.remote().equals("rough") ? roughMillis : 0.1;
            double shift = spread * (random.nextDouble() - 0.5);
            for (int i = 0; i < REQUESTS; i++) {
                long nanos = Math.round((arm.place().remote() ? 30 : 10) * 1e6 + shift * 1e6);
                Outcome outcome = new Outcome(Status.ANSWERED, nanos, Map.of(), 0, 0, "yes");
                block.add(
                        new Sample(
                                arm.name(),
                                number,
                                i,
                                "a",
                                Stage.MEASURED,
                                now,
                                1_000_000_000_000L,
                                outcome));
                now += nanos;
            }
        }
        samples.addAll(block);
        return block;
    }

    private Optional<Ending> run(Narrowing narrowing, int most, double roughMillis) {
        Optional<Ending> over = Optional.empty();
        for (int block = 0; block < most && over.isEmpty(); block++) {
            block(block, roughMillis).forEach(narrowing::accept);
            over = narrowing.after(block + 1);
        }
        return over;
    }

    private static Narrowing narrowing(String most) {
        return new Narrowing(
                CELLS, new Until(Margin.of(Duration.ofMillis(1)), Duration.parse(most)), 1);
    }

    @Test
    void theCellThatBecomesNarrowLastEndsTheRun() {
        Ending calm = run(narrowing("PT10H"), 200, 0.1).orElseThrow();
        assertThat(calm).isInstanceOf(Ending.Narrow.class);
        assertThat(((Ending.Narrow) calm).blocks()).isEqualTo(30);
        Ending rough = run(narrowing("PT10H"), 400, 10).orElseThrow();
        assertThat(((Ending.Narrow) rough).blocks()).isGreaterThan(30);
    }

    @Test
    void theResultSaysTheIntervalThatEndedTheRun() {
        run(narrowing("PT10H"), 400, 10);
        Until until = new Until(Margin.of(Duration.ofMillis(1)), Duration.ofHours(10));

        for (StudyCell cell : CELLS) {
            assertThat(difference(cell, new Extent.Known(until)).interval().width())
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void theResultClaimsNoNarrowerIntervalThanTheLookBeforeAllows() {
        for (int block = 0; block < 30; block++) {
            block(block, block < 20 ? 10 : 0.1);
        }
        Until until = new Until(Margin.of(Duration.ofMillis(1)), Duration.ofHours(10));
        StudyCell rough = CELLS.getLast();
        Estimate stopped = difference(rough, new Extent.Known(until));
        Estimate planned = difference(rough, new Extent.Requests(300));

        assertThat(stopped.value()).isEqualTo(planned.value());
        assertThat(stopped.interval().width()).isGreaterThan(1.02 * planned.interval().width());
        assertThat(stopped.standardError()).isGreaterThan(1.02 * planned.standardError());
        assertThat(difference(rough, new Extent.Known(until))).isEqualTo(stopped);
    }

    private Estimate difference(StudyCell cell, Extent extent) {
        return new Figures(cell.own(samples), 1, extent)
                .compare(Place.EDGE_HTTP, Place.REMOTE_PATH, Quantity.TOTAL, Margin.DEFAULT)
                .orElseThrow()
                .difference();
    }

    @Test
    void timeIsThatOfTheBlocks() {
        now = 999_000_000_000L;
        Ending late = run(narrowing("PT10S"), 200, 10).orElseThrow();
        // A block takes 2 places at the edge at 10 ms and 4 remote ones at 30 ms, 10 requests each.
        assertThat(((Ending.TimeUp) late).blocks()).isBetween(6, 9);
    }

    @Test
    void aRunThatIsGoneOnWithEndsWhereItWouldHaveEnded() {
        Ending whole = run(narrowing("PT10H"), 400, 10).orElseThrow();
        Narrowing again = narrowing("PT10H");
        int blocks = ((Ending.Narrow) whole).blocks();
        List<Sample> all = List.copyOf(samples);
        assertThat(again.replay(all, blocks - 1)).isEmpty();
        all.stream().filter(sample -> sample.block() == blocks - 1).forEach(again::accept);
        assertThat(again.after(blocks)).contains(whole);
    }
}
