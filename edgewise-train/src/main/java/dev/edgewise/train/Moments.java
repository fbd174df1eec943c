package dev.edgewise.train;

/// Mean and deviation of numbers as they come.
final class Moments {

    /// What Keras' `Normalization` divides by at least.
    private static final double SMALLEST = 1e-7;

    private long count;
    private double sum;
    private double squares;

    void add(float[] numbers) {
        for (float number : numbers) {
            sum += number;
            squares += (double) number * number;
        }
        count += numbers.length;
    }

    /// Adds the numbers that `other` has seen.
    void add(Moments other) {
        count += other.count;
        sum += other.sum;
        squares += other.squares;
    }

    float mean() {
        return (float) (sum / count);
    }

    /// The square root of the variance (that of all numbers, not an estimate from a sample).
    float deviation() {
        double mean = sum / count;
        return (float) Math.max(SMALLEST, Math.sqrt(Math.max(0, squares / count - mean * mean)));
    }
}
