package dev.edgewise.measure.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The blocks that series have in common, in their order, as the positions that statistics count
/// by. More than [#MOST] are merged with their neighbours: that costs next to no precision, bears
/// longer memory between requests, and bounds the work.
final class Blocks {

    static final int MOST = 240;

    private final int[] numbers;

    private Blocks(int[] numbers) {
        this.numbers = numbers;
    }

    /// @throws IllegalArgumentException if there is no block that all series have
    static Blocks of(Series... series) {
        int[] shared = numbers(series[0]);
        for (int s = 1; s < series.length; s++) {
            int[] own = numbers(series[s]);
            shared =
                    IntStream.of(shared)
                            .filter(number -> Arrays.binarySearch(own, number) >= 0)
                            .toArray();
        }
        if (shared.length == 0) {
            throw new IllegalArgumentException(
                    series.length == 1
                            ? "nothing to average: the series is empty"
                            : "nothing to pair: the series have no block in common");
        }
        return new Blocks(shared);
    }

    private static int[] numbers(Series series) {
        return IntStream.range(0, series.size()).map(series::block).distinct().sorted().toArray();
    }

    /// How many there are.
    int count() {
        return numbers.length;
    }

    /// The number of the block at `index`, from 0.
    int number(int index) {
        return numbers[index];
    }

    /// How many are left when neighbours are merged.
    int positions() {
        return Math.min(MOST, numbers.length);
    }

    /// The position of each of the series' durations, -1 where the others lack its block.
    int[] positions(Series series) {
        int[] positions = new int[series.size()];
        for (int i = 0; i < positions.length; i++) {
            boolean again = i > 0 && series.block(i) == series.block(i - 1);
            positions[i] = again ? positions[i - 1] : position(series.block(i));
        }
        return positions;
    }

    private int position(int number) {
        int index = Arrays.binarySearch(numbers, number);
        return index < 0 ? -1 : (int) ((long) index * positions() / numbers.length);
    }
}
