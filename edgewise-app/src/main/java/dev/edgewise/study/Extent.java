package dev.edgewise.study;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.edgewise.measure.BlockOrder;
import dev.edgewise.measure.BlockOrder.Block;
import dev.edgewise.measure.statistics.Until;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;

/// How much a study measures.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "by")
public sealed interface Extent {

    /// So many requests at each place.
    ///
    /// @param count at least [BlockOrder#FEWEST_REQUESTS], a block's worth
    record Requests(int count) implements Extent {

        public Requests {
            if (count < BlockOrder.FEWEST_REQUESTS) {
                throw new IllegalArgumentException(
                        "requests: at least "
                                + BlockOrder.FEWEST_REQUESTS
                                + " make a block, got "
                                + count);
            }
        }
    }

    /// Until the difference that the verdict is about is known well enough, with every model and
    /// over every link.
    record Known(Until until) implements Extent {}

    /// Requests that a place handles in a block where their number isn't known beforehand: as many
    /// as in a study of 700.
    int BLOCK = 20;

    /// The most clips that are of use.
    default int mostClips() {
        return switch (this) {
            case Requests requests -> requests.count();
            case Known _ -> Integer.MAX_VALUE;
        };
    }

    /// The blocks, in their order; without an end where the number isn't known beforehand.
    ///
    /// @param arms by their names
    default Iterator<Block> plan(List<String> arms, List<String> clips, RandomGenerator random) {
        return switch (this) {
            case Requests requests ->
                    BlockOrder.plan(
                                    arms,
                                    clips,
                                    requests.count(),
                                    BlockOrder.blocksFor(requests.count()),
                                    random)
                            .iterator();
            case Known _ -> BlockOrder.endless(arms, clips, BLOCK, random);
        };
    }
}
