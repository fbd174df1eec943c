package dev.edgewise.measure.statistics;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Measuring a difference until it is known well enough ([Until]).
///
/// It looks at the interval's width alone, never at whether the interval excludes zero: who stops
/// as soon as a difference shows finds one where there is none (Johari et al., Always Valid
/// Inference, 2015). It looks after 20, 30, 40, 60, 80, 120, ... blocks, few times, since each look
/// is another chance to stop on a spread that is small by luck. For the same reason an interval
/// rests on the larger of the spreads that there are now and that there were at the look before
/// ([#difference]), and the first look never stops.
public final class Sequential {

    private static final int FIRST = 20;
    private static final int SECOND = 30;

    private final Until until;
    private final RandomGenerator random;

    /// @param random for the intervals
    public Sequential(Until until, RandomGenerator random) {
        this.until = until;
        this.random = random;
    }

    /// Whether there is a look after so many blocks; else only the time counts.
    public static boolean looksAfter(int blocks) {
        int look = blocks;
        while (look % 2 == 0 && look > SECOND) {
            look /= 2;
        }
        return look == FIRST || look == SECOND;
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
        if (!late && !looksAfter(blocks)) {
            return Optional.empty();
        }
        Estimate difference = difference(first, second, random);
        if (blocks > FIRST && until.narrow(difference, first.meanMillis())) {
            return Optional.of(new Stop.Narrow(difference, blocks));
        }
        return late ? Optional.of(new Stop.TimeUp(difference, blocks, elapsed)) : Optional.empty();
    }

    /// The difference that a measurement may claim whose end depended on an interval's width: the
    /// paired one of the means over all blocks, with an interval as wide as so many blocks would
    /// make it with the spread that the last look before them saw, if that was larger. The samples
    /// alone say what it is, not when somebody looked.
    ///
    /// @param random for the intervals
    /// @throws IllegalArgumentException if they have no block in common
    public static Estimate difference(Series first, Series second, RandomGenerator random) {
        BlockBootstrap bootstrap = new BlockBootstrap(random);
        Estimate now = bootstrap.difference(first, second);
        Blocks blocks = Blocks.of(first, second);
        int look = blocks.count() - 1;
        while (look >= FIRST && !looksAfter(look)) {
            look--;
        }
        if (look < FIRST) {
            return now;
        }
        int next = blocks.number(look);
        Estimate before = bootstrap.difference(first.before(next), second.before(next));
        double shrink = Math.sqrt((double) before.blocks() / now.blocks());
        double reach = Math.max(now.interval().width(), shrink * before.interval().width()) / 2;
        return new Estimate(
                now.value(),
                Math.max(now.standardError(), shrink * before.standardError()),
                new Interval(now.value() - reach, now.value() + reach),
                now.blocks());
    }
}
