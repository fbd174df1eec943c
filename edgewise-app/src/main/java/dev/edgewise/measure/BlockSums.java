package dev.edgewise.measure;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Sums and counts a block, of one series or of two that share their blocks: all that a mean
/// and its error over blocks need, however many requests there are.
///
/// A draw is a list of block positions; a block may come up more than once.
final class BlockSums {

    /// By series, then by block.
    private final double[][] sums;

    private final double[][] counts;

    private BlockSums(double[][] sums, double[][] counts) {
        this.sums = sums;
        this.counts = counts;
    }

    /// @throws IllegalArgumentException if there is no block that all series have
    static BlockSums of(Series... series) {
        TreeSet<Integer> shared = new TreeSet<>(byBlock(series[0]).keySet());
        for (Series one : series) {
            shared.retainAll(byBlock(one).keySet());
        }
        if (shared.isEmpty()) {
            throw new IllegalArgumentException(
                    series.length == 1
                            ? "nothing to average: the series is empty"
                            : "nothing to pair: the series have no block in common");
        }
        double[][] sums = new double[series.length][shared.size()];
        double[][] counts = new double[series.length][shared.size()];
        for (int s = 0; s < series.length; s++) {
            int position = 0;
            for (Map.Entry<Integer, double[]> block : byBlock(series[s]).entrySet()) {
                if (shared.contains(block.getKey())) {
                    sums[s][position] = block.getValue()[0];
                    counts[s][position] = block.getValue()[1];
                    position++;
                }
            }
        }
        return new BlockSums(sums, counts);
    }

    /// Sum and count by block, ascending.
    private static Map<Integer, double[]> byBlock(Series series) {
        Map<Integer, double[]> cells = new TreeMap<>();
        for (int i = 0; i < series.size(); i++) {
            double[] cell = cells.computeIfAbsent(series.block(i), b -> new double[2]);
            cell[0] += series.millis(i);
            cell[1]++;
        }
        return cells;
    }

    int blocks() {
        return sums[0].length;
    }

    /// The mean over the draw of the only series, or the second's less the first's.
    double value(int[] draw) {
        double value = 0;
        for (int s = 0; s < sums.length; s++) {
            value += sign(s) * total(sums[s], draw) / total(counts[s], draw);
        }
        return value;
    }

    /// How far each block of the draw moves that value: its terms in the linearised ratio. They
    /// add up to zero.
    double[] influences(int[] draw) {
        double[] influences = new double[draw.length];
        for (int s = 0; s < sums.length; s++) {
            double count = total(counts[s], draw);
            double mean = total(sums[s], draw) / count;
            double scale = sign(s) * draw.length / count;
            for (int i = 0; i < draw.length; i++) {
                influences[i] += scale * (sums[s][draw[i]] - mean * counts[s][draw[i]]);
            }
        }
        return influences;
    }

    private int sign(int s) {
        return s == sums.length - 1 ? 1 : -1;
    }

    private static double total(double[] values, int[] draw) {
        double total = 0;
        for (int i : draw) {
            total += values[i];
        }
        return total;
    }
}
