package dev.edgewise.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Plans a comparison: blocks in which every place handles the same items, the places in an
/// order drawn anew for each block. What drifts while measuring, such as heat or another
/// process, then meets all places alike.
public final class BlockOrder {

    /// A block: its number from 0, the places in the order they run, and the items that each of
    /// them handles in turn.
    public record Block(int number, List<String> places, List<String> items) {

        public Block {
            places = List.copyOf(places);
            items = List.copyOf(items);
        }
    }

    /// The fewest requests that make a block: fewer, and a block is mostly its own start.
    public static final int FEWEST_REQUESTS = 10;

    /// Blocks that are aimed at: enough for an interval over them.
    public static final int AIM = 35;

    private final List<String> places;
    private final List<String> items;
    private final RandomGenerator random;
    private final List<String> pass = new ArrayList<>();
    private int number;

    private BlockOrder(List<String> places, List<String> items, RandomGenerator random) {
        if (places.isEmpty() || items.isEmpty()) {
            throw new IllegalArgumentException("at least one place and one item are needed");
        }
        this.places = List.copyOf(places);
        this.items = List.copyOf(items);
        this.random = random;
    }

    /// How many blocks suit so many requests a place: 35, or fewer where those would have less
    /// than ten requests each.
    public static int blocksFor(int requests) {
        return Math.clamp(requests / FEWEST_REQUESTS, 1, AIM);
    }

    /// Draws a plan. Block sizes differ by at most one; the items go round in shuffled passes,
    /// so that each comes up as often as any other, give or take one.
    ///
    /// @param requests a place, over all blocks
    public static List<Block> plan(
            List<String> places,
            List<String> items,
            int requests,
            int blocks,
            RandomGenerator random) {
        if (blocks < 1 || requests < blocks) {
            throw new IllegalArgumentException(
                    "at least one block, and a request for each, are needed, got %d requests in %d blocks"
                            .formatted(requests, blocks));
        }
        BlockOrder order = new BlockOrder(places, items, random);
        List<Block> plan = new ArrayList<>();
        for (int number = 0; number < blocks; number++) {
            plan.add(order.next(requests / blocks + (number < requests % blocks ? 1 : 0)));
        }
        return plan;
    }

    /// As [#plan], for as long as blocks are asked for.
    ///
    /// @param size of each block
    public static Iterator<Block> endless(
            List<String> places, List<String> items, int size, RandomGenerator random) {
        if (size < 1) {
            throw new IllegalArgumentException("size: at least 1 is needed, got " + size);
        }
        BlockOrder order = new BlockOrder(places, items, random);
        return Stream.generate(() -> order.next(size)).iterator();
    }

    private Block next(int size) {
        List<String> own = new ArrayList<>();
        while (own.size() < size) {
            if (pass.isEmpty()) {
                pass.addAll(items);
                Collections.shuffle(pass, random);
            }
            own.add(pass.removeLast());
        }
        List<String> shuffled = new ArrayList<>(places);
        Collections.shuffle(shuffled, random);
        return new Block(number++, shuffled, own);
    }
}
