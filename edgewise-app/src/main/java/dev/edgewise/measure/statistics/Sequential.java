package dev.edgewise.measure.statistics;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Measuring a difference until it is known well enough ([Until]).
///
/// It looks at the interval's width alone, never at whether the interval excludes zero: who stops
/// as soon as a difference shows finds one where there is none (Johari et al., Always Valid
/// Inference, 2015). It looks after 20, 30, 40, 60, 80, 120, ... blocks, few times, since each look
/// is another chance to stop on a spread that is small by luck. For the same reason an interval
/// rests on the larger of the spreads that this look and the one before it saw, and the first look
/// never stops.
public final class Sequential {

    private static final int FIRST = 20;
    private static final int SECOND = 30;

    private final Until until;
    private final RandomGenerator random;
    private @Nullable Estimate before;

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
        Estimate now = new BlockBootstrap(random).difference(first, second);
        Estimate difference = before == null ? now : widened(now, before);
        boolean known = before != null;
        before = now;
        if (known && until.narrow(difference, first.meanMillis())) {
            return Optional.of(new Stop.Narrow(difference, blocks));
        }
        return late ? Optional.of(new Stop.TimeUp(difference, blocks, elapsed)) : Optional.empty();
    }

    /// As wide as so many blocks would make it with the spread that was seen before, if that was
    /// larger.
    private static Estimate widened(Estimate now, Estimate before) {
        double shrink = Math.sqrt((double) before.blocks() / now.blocks());
        double reach = Math.max(now.interval().width(), shrink * before.interval().width()) / 2;
        return new Estimate(
                now.value(),
                Math.max(now.standardError(), shrink * before.standardError()),
                new Interval(now.value() - reach, now.value() + reach),
                now.blocks());
    }
}
