package dev.edgewise.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HashRangeTest {

    private static final long HALF = HashRange.MOST_BYTES / 2;

    private final TreeMap<String, Long> sizes = new TreeMap<>();

    @Test
    void aRangeReachesFromTheFirstThatIsWantedToTheLast() {
        sizes.putAll(Map.of("a", 1L, "b", 1L, "c", 1L, "d", 1L));
        assertThat(HashRange.of(sizes, Set.of("b", "c"))).containsExactly(new HashRange("b", "c"));
        assertThat(HashRange.of(sizes, Set.of())).isEmpty();
    }

    @Test
    void noRangeHasMoreBytesThanMayBeUnlessAFileHas() {
        sizes.putAll(Map.of("a", HALF, "b", HALF, "c", 1L, "d", 3 * HALF, "e", 1L, "f", 1L));
        assertThat(HashRange.of(sizes, sizes.keySet()))
                .containsExactly(
                        new HashRange("a", "b"),
                        new HashRange("c", "c"),
                        new HashRange("d", "d"),
                        new HashRange("e", "f"));
        assertThat(HashRange.of(sizes, Set.of("a", "e")))
                .containsExactly(new HashRange("a", "a"), new HashRange("e", "e"));
    }

    @Test
    void noRangeHasMoreFilesThanMayBe() {
        int files = 2 * HashRange.MOST_FILES + 1;
        for (int i = 0; i < files; i++) {
            sizes.put("%06d".formatted(i), 0L);
        }
        assertThat(HashRange.of(sizes, sizes.keySet())).hasSize(3);
    }
}
