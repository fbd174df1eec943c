package dev.edgewise.measure.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Looks for the highest rate at which a target keeps to an [Objective]: rates are tried one
/// after another, up until one fails and down until one holds, and then between the two, in
/// steps that are even as ratios.
///
/// A trial lasts long enough for its percentile, however the gaps of its requests are drawn: where
/// it still has too few, the rate is tried again. Near the capacity chance decides whether one
/// holds, so what is found is as certain as the last rates lie apart, and no more.
public final class CapacitySearch {

    /// Rates that differ by less are one.
    public static final double PRECISION = 1.05;

    /// How long a rate is tried at most, unless trials are to be longer.
    public static final Duration LONGEST_TRIAL = Duration.ofMinutes(5);

    private static final int MOST_TRIALS = 16;
    private static final double STEP = 2;

    /// Where so many more than the floor are expected, fewer than it come less than once in a
    /// hundred times.
    private static final double DEVIATIONS = 4;

    /// Loads the target.
    @FunctionalInterface
    public interface Load {
        /// Sends so many requests a second for so long.
        ///
        /// @throws InterruptedException if the search is to stop
        LoadResult run(double perSecond, Duration length) throws InterruptedException;
    }

    /// What a trial shows.
    public enum Finding {
        /// The objective was kept to, and requests were sent as fast as they were scheduled.
        HOLDS,
        /// It wasn't.
        BROKEN,
        /// It was, but requests waited longer and longer, or were dropped.
        BEHIND,
        /// The generator, not the target, was too slow.
        GENERATOR_BOUND,
        /// Nothing: the percentile needs more requests.
        TOO_FEW
    }

    /// A rate that was tried.
    ///
    /// @param why it doesn't hold; empty if it does
    public record Trial(double perSecond, LoadResult result, Finding finding, String why) {

        public boolean holds() {
            return finding == Finding.HOLDS;
        }
    }

    /// How a search ended.
    public enum End {
        /// The rates left were too close together, or all trials were used up.
        NARROWED,
        /// At the next rate the percentile would have taken longer than a trial may.
        TOO_SLOW,
        /// It was interrupted.
        STOPPED
    }

    /// What was found.
    ///
    /// @param best the highest rate that holds with all that are higher failing; empty if none
    /// held
    /// @param trials all, in order
    /// @param atLeast whether the capacity may be higher than that: the generator could not do
    ///     more, or the search was stopped
    public record Found(Optional<Trial> best, List<Trial> trials, boolean atLeast, End end) {

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
        End end = End.NARROWED;
        while (trials.size() < MOST_TRIALS) {
            if (!canBeTried(rate)) {
                end = End.TOO_SLOW;
                break;
            }
            Trial trial;
            try {
                trial = judged(rate, load.run(rate, lengthAt(rate)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end = End.STOPPED;
                break;
            }
            trials.add(trial);
            switch (trial.finding()) {
                case HOLDS -> best = Optional.of(trial);
                case BROKEN, BEHIND, GENERATOR_BOUND -> {
                    high = rate;
                    generatorBound = trial.finding() == Finding.GENERATOR_BOUND;
                }
                case TOO_FEW -> {
                    continue;
                }
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
        boolean open = end == End.STOPPED || generatorBound || Double.isInfinite(high);
        return new Found(best, trials, open, end);
    }

    /// A rate at which the percentile would take all day isn't tried.
    private boolean canBeTried(double perSecond) {
        Duration wanted = lengthAt(perSecond);
        return wanted.equals(length) || wanted.compareTo(LONGEST_TRIAL) <= 0;
    }

    private Duration lengthAt(double perSecond) {
        double requests = objective.floor() + DEVIATIONS * Math.sqrt(objective.floor());
        Duration needed = Duration.ofNanos((long) (requests / perSecond * 1e9));
        return needed.compareTo(length) > 0 ? needed : length;
    }

    private Trial judged(double rate, LoadResult result) {
        if (result.latency().count() < objective.floor()) {
            String why = result.latency().whyMissing(objective.percentile());
            return new Trial(rate, result, Finding.TOO_FEW, "too few to tell: " + why);
        }
        boolean kept = objective.heldBy(result);
        if (kept && result.sentPerSecond() * PRECISION >= result.scheduledPerSecond()) {
            return new Trial(rate, result, Finding.HOLDS, "");
        }
        if (result.generatorBound()) {
            return new Trial(
                    rate,
                    result,
                    Finding.GENERATOR_BOUND,
                    "this generator could not send them in time");
        }
        return kept
                ? new Trial(
                        rate,
                        result,
                        Finding.BEHIND,
                        String.format(
                                Locale.ROOT,
                                "no more than %.1f a second could be sent",
                                result.sentPerSecond()))
                : new Trial(rate, result, Finding.BROKEN, objective + " does not hold");
    }
}
