package dev.edgewise.measure.statistics;

import java.util.Locale;

/// The percentiles that are shown, and how many requests each needs. Below that the tail is a
/// matter of luck, so nothing is shown.
public enum Percentile {
    P50("p50", 0.5, 1),
    P90("p90", 0.9, 64),
    P95("p95", 0.95, 130),
    P99("p99", 0.99, 662),
    P999("p99.9", 0.999, 6_636);

    private final String label;
    private final double probability;
    private final int floor;

    Percentile(String label, double probability, int floor) {
        this.label = label;
        this.probability = probability;
        this.floor = floor;
    }

    public String label() {
        return label;
    }

    /// The share of requests that lie below it, in (0, 1).
    public double probability() {
        return probability;
    }

    /// How many requests it takes.
    public int floor() {
        return floor;
    }

    /// Why it isn't shown of so many requests, in a sentence.
    public String missing(long requests) {
        return String.format(
                Locale.ROOT, "%s needs %,d requests, there are %,d", label, floor, requests);
    }
}
