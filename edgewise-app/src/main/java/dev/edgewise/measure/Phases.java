package dev.edgewise.measure;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Phases by name, in the order given, in a fifth of a linked map's memory: there is one for each
/// of
/// a million requests. Immutable.
final class Phases extends AbstractMap<String, Long> {

    private static final long[] NONE = {};

    private final String[] names;

    /// Nanoseconds in ints, if all fit: up to 2.1 s. Else they are in [#large].
    private final int[] small;

    private final long[] large;

    private Phases(String[] names, int[] small, long[] large) {
        this.names = names;
        this.small = small;
        this.large = large;
    }

    static Phases copyOf(Map<String, Long> phases) {
        if (phases instanceof Phases own) {
            return own;
        }
        String[] names = phases.keySet().toArray(String[]::new);
        long[] nanos = phases.values().stream().mapToLong(Long::longValue).toArray();
        return Arrays.stream(nanos).allMatch(n -> n == (int) n)
                ? new Phases(names, Arrays.stream(nanos).mapToInt(n -> (int) n).toArray(), NONE)
                : new Phases(names, new int[0], nanos);
    }

    private long nanos(int i) {
        return large.length == 0 ? small[i] : large[i];
    }

    @Override
    public @Nullable Long get(Object name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return nanos(i);
            }
        }
        return null;
    }

    /// The same, with the other's names where they are equal.
    @SuppressWarnings("ReferenceEquality") // That is what sharing means.
    Phases sharing(Phases other) {
        return names != other.names && Arrays.equals(names, other.names)
                ? new Phases(other.names, small, large)
                : this;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Long> action) {
        for (int i = 0; i < names.length; i++) {
            action.accept(names[i], nanos(i));
        }
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Entry<String, Long>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Long>> iterator() {
                return IntStream.range(0, names.length)
                        .mapToObj(i -> Map.entry(names[i], nanos(i)))
                        .iterator();
            }

            @Override
            public int size() {
                return names.length;
            }
        };
    }
}
