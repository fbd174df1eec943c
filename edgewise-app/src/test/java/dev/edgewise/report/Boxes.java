package dev.edgewise.report;

import java.util.Arrays;

/// Makes boxes of values, for tests.
final class Boxes {

    private Boxes() {}

    /// The box of `values`, at least one.
    static BoxPlot.Box of(String name, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double q1 = quantile(sorted, 0.25);
        double q3 = quantile(sorted, 0.75);
        double reach = 1.5 * (q3 - q1);
        double[] inside =
                Arrays.stream(sorted).filter(v -> v >= q1 - reach && v <= q3 + reach).toArray();
        return new BoxPlot.Box(
                name,
                sorted.length,
                Math.min(q1, inside[0]),
                q1,
                quantile(sorted, 0.5),
                q3,
                Math.max(q3, inside[inside.length - 1]),
                Arrays.stream(sorted).average().orElseThrow(),
                Arrays.stream(sorted)
                        .filter(v -> v < q1 - reach || v > q3 + reach)
                        .boxed()
                        .toList());
    }

    private static double quantile(double[] sorted, double p) {
        double at = p * (sorted.length - 1);
        int below = (int) at;
        double rest = at - below;
        return rest == 0
                ? sorted[below]
                : sorted[below] + rest * (sorted[below + 1] - sorted[below]);
    }
}
