package dev.edgewise.remote;

import java.time.Duration;

/// How many connections fill a link, found in stages: each has twice as many as the one before, as
/// long as that carries more and enough time is left to measure.
final class Stages {

    static final int MOST_CONNECTIONS = 16;

    private static final long LEAST_STAGE = 300_000_000;
    private static final int STAGE_ROUND_TRIPS = 8;

    /// Of all the time; five of them, up to the most connections, take half of it.
    private static final int STAGES_IN_ALL = 10;

    /// The share of the time that is for the measurement; the rest of the half is for threads that
    /// come late.
    private static final double LEAST_LEFT = 0.4;

    /// Below this, more connections carry no more.
    private static final double GAIN = 1.15;

    private final long all;
    private final long stage;
    private int connections = 1;
    private int enough;
    private double before;

    /// @param time for the stages and the measurement
    Stages(Duration time, Duration roundTrip) {
        all = time.toNanos();
        stage =
                Math.min(
                        Math.max(LEAST_STAGE, STAGE_ROUND_TRIPS * roundTrip.toNanos()),
                        all / STAGES_IN_ALL);
    }

    /// How long a stage takes, in nanoseconds.
    long nanos() {
        return stage;
    }

    /// How many connections the stage has that is under way.
    int connections() {
        return connections;
    }

    /// How many were enough, 0 if that isn't known.
    int enough() {
        return enough;
    }

    /// Ends a stage; whether another follows.
    ///
    /// @param rate what the link carried in it
    /// @param left of all the time, in nanoseconds
    boolean next(double rate, long left) {
        if (before > 0 && rate < GAIN * before) {
            enough = connections / 2;
            return false;
        }
        before = rate;
        if (connections == MOST_CONNECTIONS || left - stage < LEAST_LEFT * all) {
            return false;
        }
        connections *= 2;
        return true;
    }
}
