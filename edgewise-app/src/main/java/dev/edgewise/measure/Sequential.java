package dev.edgewise.measure;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Measuring a difference until it is known well enough ([Until]).
///
/// It looks at the interval's width alone, never at whether the interval excludes zero: who stops
/// as soon as a difference shows finds one where there is none (Johari et al., Always Valid
/// Inference, 2015). It looks after 20, 30, 40, 60, 80, ... blocks, each look a third or a half
/// later than the last, since each look is another chance to stop on a width that is small by luck;
/// and for the same reason it takes two looks in a row.
public final class Sequential {

    private static final int FIRST = 20;

    private final Until until;
    private final RandomGenerator random;
    private boolean narrowBefore;

    /// @param random for the intervals
    public Sequential(Until until, RandomGenerator random) {
        this.until = until;
        this.random = random;
    }

    /// Whether there is a look after so many blocks; else only the time counts.
    public static boolean looksAfter(int blocks) {
        int look = blocks;
        while (look % 2 == 0 && look > FIRST + FIRST / 2) {
            look /= 2;
        }
        return look == FIRST || look == FIRST + FIRST / 2;
    }

    /// To be asked after each block that both places have handled.
    ///
    /// @param first the reference, whole blocks so far
    /// @param second on the same blocks
    /// @param elapsed since measuring began
    /// @return nothing if measuring should go on
    /// @throws IllegalArgumentException if they have no block in common
    public Optional<Stop> after(Series first, Series second, Duration elapsed) {
        int blocks = Blocks.of(first, second).count();
        boolean late = elapsed.compareTo(until.most()) >= 0;
        boolean look = looksAfter(blocks);
        if (!look && !late) {
            return Optional.empty();
        }
        Estimate difference = new BlockBootstrap(random).difference(first, second);
        boolean narrow = look && until.narrow(difference, first.meanMillis());
        if (narrow && narrowBefore) {
            return Optional.of(new Stop.Narrow(difference, blocks));
        }
        narrowBefore = narrow || (narrowBefore && !look);
        return late ? Optional.of(new Stop.TimeUp(difference, blocks, elapsed)) : Optional.empty();
    }
}
