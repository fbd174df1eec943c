package dev.edgewise.measure.statistics;

import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Sample;
import dev.edgewise.measure.Status;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Durations of one kind at one place, each with the block it was taken in and how its request
/// ended. In milliseconds, as every figure made of them. Immutable.
public final class Series {

    private static final double NANOS_PER_MILLI = 1e6;

    private final int[] blocks;
    private final double[] millis;
    private final Status[] statuses;

    private Series(int[] blocks, double[] millis, Status[] statuses) {
        this.blocks = blocks;
        this.millis = millis;
        this.statuses = statuses;
    }

    /// One duration a sample: what `nanos` says of an answered one. One that wasn't answered
    /// stays in the distribution and ranks as its timeout, whatever the kind.
    public static Series of(Collection<Sample> samples, ToDoubleFunction<Sample> nanos) {
        Builder builder = new Builder();
        for (Sample sample : samples) {
            Outcome outcome = sample.outcome();
            builder.add(
                    sample.block(),
                    outcome.answered() ? nanos.applyAsDouble(sample) : sample.timeoutNanos(),
                    outcome.status());
        }
        return builder.build();
    }

    /// Whole requests: what `outcome.nanos()` says.
    public static Series of(Collection<Sample> samples) {
        return of(samples, sample -> sample.outcome().nanos());
    }

    public static Builder builder() {
        return new Builder();
    }

    /// The durations of the requests that were answered.
    public Series answered() {
        Builder builder = new Builder();
        for (int i = 0; i < millis.length; i++) {
            if (statuses[i] == Status.ANSWERED) {
                builder.append(blocks[i], millis[i], statuses[i]);
            }
        }
        return builder.build();
    }

    /// The durations of the blocks before `block`.
    Series before(int block) {
        Builder builder = new Builder();
        for (int i = 0; i < millis.length; i++) {
            if (blocks[i] < block) {
                builder.append(blocks[i], millis[i], statuses[i]);
            }
        }
        return builder.build();
    }

    /// The same durations in the same order, cut into blocks anew: where they came in none, or in
    /// ones that mean nothing. A block is as long as the durations remember each other.
    public Series inBlocks() {
        int count = millis.length / BlockLength.of(millis);
        int[] cut = new int[millis.length];
        Arrays.setAll(cut, i -> (int) ((long) i * count / millis.length));
        return new Series(cut, millis, statuses);
    }

    /// How many durations there are.
    public int size() {
        return millis.length;
    }

    public boolean isEmpty() {
        return millis.length == 0;
    }

    /// How many requests ended in each way; each status has an entry.
    public Map<Status, Integer> counts() {
        Map<Status, Integer> counts = new EnumMap<>(Status.class);
        for (Status status : Status.values()) {
            counts.put(status, 0);
        }
        for (Status status : statuses) {
            counts.merge(status, 1, Integer::sum);
        }
        return counts;
    }

    /// The mean, exact up to rounding; NaN of an empty series.
    public double meanMillis() {
        return Arrays.stream(millis).average().orElse(Double.NaN);
    }

    /// The durations, in the order they were added.
    public double[] toMillis() {
        return millis.clone();
    }

    int block(int i) {
        return blocks[i];
    }

    double millis(int i) {
        return millis[i];
    }

    /// Collects durations that are not requests' own, such as upload sessions; used by one
    /// thread.
    public static final class Builder {

        private int[] blocks = new int[64];
        private double[] millis = new double[64];
        private Status[] statuses = new Status[64];
        private int size;

        private Builder() {}

        /// Adds the duration of something that succeeded.
        public Builder add(int block, double nanos) {
            return add(block, nanos, Status.ANSWERED);
        }

        /// Adds a duration; one of something that didn't succeed should be its timeout.
        ///
        /// @param nanos may be below zero: an overhead is a difference of durations
        /// @throws IllegalArgumentException if it is not a finite number
        public Builder add(int block, double nanos, Status status) {
            if (!Double.isFinite(nanos)) {
                throw new IllegalArgumentException(
                        "nanos: a finite number is needed, got " + nanos);
            }
            return append(block, nanos / NANOS_PER_MILLI, status);
        }

        private Builder append(int block, double value, Status status) {
            if (size == millis.length) {
                blocks = Arrays.copyOf(blocks, 2 * size);
                millis = Arrays.copyOf(millis, 2 * size);
                statuses = Arrays.copyOf(statuses, 2 * size);
            }
            blocks[size] = block;
            millis[size] = value;
            statuses[size] = status;
            size++;
            return this;
        }

        public Series build() {
            return new Series(
                    Arrays.copyOf(blocks, size),
                    Arrays.copyOf(millis, size),
                    Arrays.copyOf(statuses, size));
        }
    }
}
