package dev.edgewise.study;

import dev.edgewise.measure.Sample;
import dev.edgewise.measure.Stage;
import dev.edgewise.measure.statistics.Sequential;
import dev.edgewise.measure.statistics.Stop;
import dev.edgewise.measure.statistics.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether a run that measures until a difference is known may end. In each cell it is the
/// difference that the verdict is about, and the cell whose interval becomes narrow last ends the
/// run. Time is that of the blocks, as the samples tell it: what lies between two sessions of a run
/// counts for nothing, and no wall clock is asked.
final class Narrowing {

    private final Until until;
    private final long seed;
    private final List<StudyCell> open;
    private final List<Sample> samples = new ArrayList<>();
    private Duration elapsed = Duration.ZERO;
    private long begin = Long.MAX_VALUE;
    private long end;

    Narrowing(List<StudyCell> cells, Until until, long seed) {
        this.until = until;
        this.seed = seed;
        this.open = new ArrayList<>(cells);
    }

    /// Takes a sample of the block that is under way.
    void accept(Sample sample) {
        if (sample.stage() != Stage.WARM_UP) {
            samples.add(sample);
            begin = Math.min(begin, sample.startNanos());
            end = Math.max(end, sample.startNanos() + sample.outcome().nanos());
        }
    }

    /// Takes blocks that were measured before, and asks after each.
    ///
    /// @param earlier their samples, in their order
    /// @param blocks how many there are
    Optional<Ending> replay(List<Sample> earlier, int blocks) {
        Optional<Ending> over = Optional.empty();
        for (int block = 0; block < blocks && over.isEmpty(); block++) {
            int number = block;
            earlier.stream().filter(sample -> sample.block() == number).forEach(this::accept);
            over = after(block + 1);
        }
        return over;
    }

    /// To be asked after each block.
    ///
    /// @param blocks that there are by now
    /// @return why it ends, if it does
    Optional<Ending> after(int blocks) {
        elapsed = elapsed.plusNanos(end - begin);
        begin = Long.MAX_VALUE;
        end = 0;
        boolean late = elapsed.compareTo(until.most()) >= 0;
        if (late || Sequential.looksAfter(blocks)) {
            open.removeIf(this::narrow);
        }
        if (open.isEmpty()) {
            return Optional.of(new Ending.Narrow(blocks, elapsed));
        }
        return late ? Optional.of(new Ending.TimeUp(blocks, elapsed)) : Optional.empty();
    }

    /// With the randomness that the cell's figures have: they will say the same interval.
    private boolean narrow(StudyCell cell) {
        Sequential sequential =
                new Sequential(until, Figures.random(seed, Place.REMOTE_PATH, Quantity.TOTAL));
        return new Times(cell.own(samples))
                .paired(Place.EDGE_HTTP, Place.REMOTE_PATH, Quantity.TOTAL)
                .flatMap(pair -> sequential.after(pair.first(), pair.second(), elapsed))
                .filter(Stop.Narrow.class::isInstance)
                .isPresent();
    }
}
