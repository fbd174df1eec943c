package dev.edgewise.load;

import dev.edgewise.measure.load.Objective;
import java.util.Locale;

/// How requests are to be sent.
public sealed interface Plan {

    /// In a few words.
    String words();

    /// An open loop at one rate.
    ///
    /// @param poisson whether the gaps are those of many who know nothing of each other; else
    ///     they are even
    record Steady(double perSecond, boolean poisson) implements Plan {
        @Override
        public String words() {
            return "open loop, " + gaps(poisson) + ", " + rate(perSecond) + "/s";
        }
    }

    /// An open loop whose rate changes evenly from one to another.
    record Ramp(double from, double to, boolean poisson) implements Plan {
        @Override
        public String words() {
            return "open loop, " + gaps(poisson) + ", " + rate(from) + " to " + rate(to) + "/s";
        }
    }

    /// A closed loop with one request under way.
    record Single() implements Plan {
        @Override
        public String words() {
            return "closed loop, single stream";
        }
    }

    /// Open loops at different rates, to find the highest that keeps to an objective.
    record Capacity(Objective objective, boolean poisson) implements Plan {
        @Override
        public String words() {
            return "open loops, " + gaps(poisson) + ", to find the capacity at " + objective;
        }
    }

    private static String gaps(boolean poisson) {
        return poisson ? "Poisson" : "constant gaps";
    }

    /// A rate as people write it.
    static String rate(double perSecond) {
        return perSecond == Math.rint(perSecond) || perSecond >= 1_000
                ? String.format(Locale.ROOT, "%,.0f", perSecond)
                : String.format(Locale.ROOT, "%.1f", perSecond);
    }
}
