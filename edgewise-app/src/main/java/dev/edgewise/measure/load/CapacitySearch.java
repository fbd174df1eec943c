package dev.edgewise.measure.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks for the highest rate at which a target keeps to an [Objective]: rates are tried one
/// after another, up until one fails and down until one holds, and then between the two, in
/// steps that are even as ratios.
///
/// A trial lasts long enough for its percentile. Near the capacity chance decides whether one
/// holds, so what is found is as certain as the last rates lie apart, and no more.
public final class CapacitySearch {

    /// Rates that differ by less are one.
    public static final double PRECISION = 1.05;

    private static final int MOST_TRIALS = 16;
    private static final Duration LONGEST_TRIAL = Duration.ofMinutes(5);
    private static final double STEP = 2;
    private static final double SPARE = 1.15;

    /// Loads the target.
    @FunctionalInterface
    public interface Load {
        /// Sends so many requests a second for so long.
        ///
        /// @throws InterruptedException if the search is to stop
        LoadResult run(double perSecond, Duration length) throws InterruptedException;
    }

    /// A rate that was tried.
    ///
    /// @param holds whether the objective was kept to, and the rate was
    /// @param why it doesn't hold; empty if it does
    public record Trial(double perSecond, LoadResult result, boolean holds, String why) {}

    /// What was found.
    ///
    /// @param best the highest rate that holds with all that are higher failing; empty if none
    /// held
    /// @param trials all, in order
    /// @param atLeast whether the capacity may be higher than that: the generator could not do
    ///     more, or the search was stopped
    public record Found(Optional<Trial> best, List<Trial> trials, boolean atLeast) {

        public Found {
            trials = List.copyOf(trials);
        }
    }

    private final Objective objective;
    private final Duration length;
    private final Load load;
    private final List<Trial> trials = new ArrayList<>();

    /// @param length of a trial, at least; longer where the percentile needs more requests
    public CapacitySearch(Objective objective, Duration length, Load load) {
        this.objective = objective;
        this.length = length;
        this.load = load;
    }

    /// Searches, beginning at a rate.
    public Found from(double perSecond) {
        Optional<Trial> best = Optional.empty();
        double high = Double.POSITIVE_INFINITY;
        double rate = perSecond;
        boolean generatorBound = false;
        boolean stopped = false;
        while (trials.size() < MOST_TRIALS && canBeTried(rate)) {
            Trial trial;
            try {
                trial = judged(rate, load.run(rate, lengthAt(rate)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stopped = true;
                break;
            }
            trials.add(trial);
            if (trial.holds()) {
                best = Optional.of(trial);
            } else {
                high = rate;
                generatorBound = trial.result().generatorBound();
            }
            double low = best.map(Trial::perSecond).orElse(0.0);
            if (high <= low * PRECISION) {
                break;
            }
            if (low == 0) {
                rate /= STEP;
            } else {
                rate = Double.isInfinite(high) ? low * STEP : Math.sqrt(low * high);
            }
        }
        return new Found(best, trials, stopped || generatorBound || Double.isInfinite(high));
    }

    /// A rate at which the percentile would take all day isn't tried.
    private boolean canBeTried(double perSecond) {
        Duration wanted = lengthAt(perSecond);
        return wanted.equals(length) || wanted.compareTo(LONGEST_TRIAL) <= 0;
    }

    private Duration lengthAt(double perSecond) {
        Duration needed = Duration.ofNanos((long) (SPARE * objective.floor() / perSecond * 1e9));
        return needed.compareTo(length) > 0 ? needed : length;
    }

    private Trial judged(double rate, LoadResult result) {
        if (objective.heldBy(result)) {
            return new Trial(rate, result, true, "");
        }
        return new Trial(
                rate,
                result,
                false,
                result.generatorBound()
                        ? "this generator could not send them in time"
                        : objective + " does not hold");
    }
}
