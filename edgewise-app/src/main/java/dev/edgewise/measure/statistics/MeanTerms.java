package dev.edgewise.measure.statistics;

/// A mean, or the difference of two over the blocks that both have, and how far each block moves
/// it: the terms of the linearised ratio of sums and counts, so that blocks may differ in size.
final class MeanTerms {

    private final Blocks blocks;
    private final double[] terms;
    private double value;

    private MeanTerms(Blocks blocks) {
        this.blocks = blocks;
        this.terms = new double[blocks.positions()];
    }

    static MeanTerms of(Series series) {
        MeanTerms mean = new MeanTerms(Blocks.of(series));
        mean.add(1, series);
        return mean;
    }

    /// Of the second's mean less the first's.
    static MeanTerms of(Series first, Series second) {
        MeanTerms difference = new MeanTerms(Blocks.of(first, second));
        difference.add(-1, first);
        difference.add(1, second);
        return difference;
    }

    private void add(int sign, Series series) {
        double[] sums = new double[terms.length];
        double[] counts = new double[terms.length];
        double sum = 0;
        double count = 0;
        int[] positions = blocks.positions(series);
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] >= 0) {
                sums[positions[i]] += series.millis(i);
                counts[positions[i]]++;
                sum += series.millis(i);
                count++;
            }
        }
        double mean = sum / count;
        value += sign * mean;
        double scale = sign * terms.length / count;
        for (int b = 0; b < terms.length; b++) {
            terms[b] += scale * (sums[b] - mean * counts[b]);
        }
    }

    double value() {
        return value;
    }

    /// How many blocks it rests on, before any were merged.
    int blocks() {
        return blocks.count();
    }

    /// By position; they add up to zero.
    double[] terms() {
        return terms;
    }
}
