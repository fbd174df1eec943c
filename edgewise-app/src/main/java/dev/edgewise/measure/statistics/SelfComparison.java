package dev.edgewise.measure.statistics;

import java.util.random.RandomGenerator;

/// The A/A check: how often a place would be called different from itself. Blocks are paired with
/// their neighbours, and chance says which of a pair belongs to the first half and which to the
/// second; the halves are compared as two places are, with no margin. It should come to 5 in 100.
///
/// @param splits that were tried
/// @param called how many of them showed a difference
public record SelfComparison(int splits, int called) {

    /// Ten pairs.
    public static final int FEWEST_BLOCKS = 2 * BlockBootstrap.FEWEST_TO_DRAW_FROM;

    private static final int SPLITS = 400;
    private static final double NOMINAL = 0.05;

    /// Compares a series with itself.
    ///
    /// @throws IllegalArgumentException if there are fewer blocks than [#FEWEST_BLOCKS]
    public static SelfComparison of(Series series, RandomGenerator random) {
        double[] terms = MeanTerms.of(series).terms();
        if (terms.length < FEWEST_BLOCKS) {
            throw new IllegalArgumentException(
                    "a place is compared with itself over at least %d blocks, got %d"
                            .formatted(FEWEST_BLOCKS, terms.length));
        }
        BlockBootstrap bootstrap = new BlockBootstrap(random);
        double[] differences = new double[terms.length / 2];
        int called = 0;
        for (int split = 0; split < SPLITS; split++) {
            double sum = 0;
            for (int pair = 0; pair < differences.length; pair++) {
                double difference = terms[2 * pair + 1] - terms[2 * pair];
                differences[pair] = random.nextBoolean() ? difference : -difference;
                sum += differences[pair];
            }
            double mean = sum / differences.length;
            Interval interval =
                    bootstrap.estimate(mean, differences, differences.length).interval();
            called += interval.low() > 0 || interval.high() < 0 ? 1 : 0;
        }
        return new SelfComparison(SPLITS, called);
    }

    /// Whether it comes to clearly more than it should: then the blocks are no independent looks,
    /// and differences of this size are not to be believed.
    public boolean shows() {
        return new Proportion(called, splits).interval().low() > NOMINAL;
    }
}
