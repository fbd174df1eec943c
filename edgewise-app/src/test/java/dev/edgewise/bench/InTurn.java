package dev.edgewise.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Measures two pieces of work in turn: blocks of each, their order drawn anew in every round,
/// after a warm-up. So what disturbs the machine disturbs both.
public final class InTurn {

    /// How much is measured: rounds of a block of each, after some that don't count.
    public record Size(int rounds, int block, int warmUpRounds) {}

    private static final Size USUAL = new Size(40, 50, 20);

    /// A piece of work; it says how many nanoseconds of it count.
    @FunctionalInterface
    public interface Work {
        long run() throws IOException;
    }

    /// What was measured: medians, in nanoseconds.
    public record Medians(double first, double second, int samples) {

        public double ratio() {
            return first / second;
        }
    }

    private InTurn() {}

    public static Medians measure(Work first, Work second) throws IOException {
        return measure(first, second, USUAL);
    }

    public static Medians measure(Work first, Work second, Size size) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        int block = size.block();
        for (int i = 0; i < size.warmUpRounds(); i++) {
            block(first, new long[block], 0, block);
            block(second, new long[block], 0, block);
        }
        long[] ofFirst = new long[size.rounds() * block];
        long[] ofSecond = new long[size.rounds() * block];
        for (int i = 0; i < size.rounds(); i++) {
            boolean swap = random.nextBoolean();
            block(swap ? second : first, swap ? ofSecond : ofFirst, i * block, block);
            block(swap ? first : second, swap ? ofFirst : ofSecond, i * block, block);
        }
        return new Medians(median(ofFirst), median(ofSecond), ofFirst.length);
    }

    private static void block(Work work, long[] into, int from, int block) throws IOException {
        for (int i = 0; i < block; i++) {
            into[from + i] = work.run();
        }
    }

    private static double median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return (sorted[middle - 1] + sorted[middle]) / 2.0;
    }

    /// Prints the two medians and their ratio, and the bound that the ratio is to keep.
    public static void print(String first, String second, Medians medians, double bound) {
        System.out.printf("%-52s %8.3f ms%n", first, medians.first() / 1e6);
        System.out.printf("%-52s %8.3f ms%n", second, medians.second() / 1e6);
        System.out.printf(
                "ratio of the medians (n = %d each, in turn)          %8.3f, to be at most %.2f%n",
                medians.samples(), medians.ratio(), bound);
    }
}
