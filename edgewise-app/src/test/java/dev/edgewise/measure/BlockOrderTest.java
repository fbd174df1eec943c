package dev.edgewise.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgewise.measure.BlockOrder.Block;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BlockOrderTest {

    private static final List<String> PLACES = List.of("edge", "edge-http", "remote-path");
    private static final List<String> ITEMS = List.of("a", "b", "c", "d", "e", "f", "g");

    @Test
    void everyBlockHasEveryPlaceOnce() {
        for (Block block : plan(700, 35, 1)) {
            assertThat(block.places()).containsExactlyInAnyOrderElementsOf(PLACES);
        }
    }

    @Test
    void theOrderOfPlacesChangesAndEachIsFirstAboutAsOften() {
        Map<String, Integer> first = new HashMap<>();
        Set<List<String>> orders = new HashSet<>();
        for (Block block : plan(6_000, 600, 1)) {
            first.merge(block.places().getFirst(), 1, Integer::sum);
            orders.add(block.places());
        }
        assertThat(orders).hasSize(6);
        assertThat(first.values()).allSatisfy(n -> assertThat(n).isBetween(150, 250));
    }

    @Test
    void blockSizesDifferByAtMostOneAndAddUp() {
        List<Block> plan = plan(704, 35, 1);

        assertThat(plan).hasSize(35);
        assertThat(plan).allSatisfy(b -> assertThat(b.items().size()).isBetween(20, 21));
        assertThat(plan.stream().mapToInt(b -> b.items().size()).sum()).isEqualTo(704);
        assertThat(plan.stream().map(Block::number)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void eachItemComesUpAsOftenAsAnyOther() {
        Map<String, Integer> counts = new HashMap<>();
        plan(704, 35, 1).forEach(b -> b.items().forEach(i -> counts.merge(i, 1, Integer::sum)));

        assertThat(counts.values()).allSatisfy(n -> assertThat(n).isBetween(100, 101));
    }

    @Test
    void theSameSeedGivesTheSamePlanAndAnotherSeedAnother() {
        assertThat(plan(700, 35, 1)).isEqualTo(plan(700, 35, 1)).isNotEqualTo(plan(700, 35, 2));
    }

    @Test
    void blocksHaveTenRequestsOrMoreWherePossible() {
        assertThat(BlockOrder.blocksFor(700)).isEqualTo(35);
        assertThat(BlockOrder.blocksFor(100_000)).isEqualTo(35);
        assertThat(BlockOrder.blocksFor(99)).isEqualTo(9);
        assertThat(BlockOrder.blocksFor(10)).isEqualTo(1);
        assertThat(BlockOrder.blocksFor(3)).isEqualTo(1);
    }

    @Test
    void aPlanThatCannotBeMadeIsRefused() {
        assertThatThrownBy(() -> plan(3, 5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("got 3 requests in 5 blocks");
        assertThatThrownBy(() -> BlockOrder.plan(PLACES, List.of(), 10, 1, new SplittableRandom(1)))
                .hasMessage("at least one place and one item are needed");
    }

    private static List<Block> plan(int requests, int blocks, long seed) {
        return BlockOrder.plan(PLACES, ITEMS, requests, blocks, new SplittableRandom(seed));
    }
}
