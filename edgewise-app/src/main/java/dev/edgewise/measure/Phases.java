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

/// Phases by name, in the order given, in a quarter of a linked map's memory: there is one for each
/// of a million requests. Immutable.
final class Phases extends AbstractMap<String, Long> {

    private final String[] names;
    private final long[] nanos;

    private Phases(String[] names, long[] nanos) {
        this.names = names;
        this.nanos = nanos;
    }

    static Phases copyOf(Map<String, Long> phases) {
        return phases instanceof Phases own
                ? own
                : new Phases(
                        phases.keySet().toArray(String[]::new),
                        phases.values().stream().mapToLong(Long::longValue).toArray());
    }

    @Override
    public @Nullable Long get(Object name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return nanos[i];
            }
        }
        return null;
    }

    /// The same, with the other's names where they are equal.
    @SuppressWarnings("ReferenceEquality") // That is what sharing means.
    Phases sharing(Phases other) {
        return names != other.names && Arrays.equals(names, other.names)
                ? new Phases(other.names, nanos)
                : this;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Long> action) {
        for (int i = 0; i < names.length; i++) {
            action.accept(names[i], nanos[i]);
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
                        .mapToObj(i -> Map.entry(names[i], nanos[i]))
                        .iterator();
            }

            @Override
            public int size() {
                return names.length;
            }
        };
    }
}
