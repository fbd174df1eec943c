package dev.edgewise.remote;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// What went wrong with requests, by kind: how often, and the first of each kind in its own
/// words. Any number of threads add to it.
public final class Faults {

    /// A kind of fault.
    ///
    /// @param first what was said of the first one, in a line
    public record Fault(long count, String first) {}

    private final Map<String, Fault> kinds = new ConcurrentHashMap<>();

    /// Counts a fault of `kind`, such as "wrong id".
    void add(String kind, String what) {
        kinds.merge(kind, new Fault(1, what), (old, _) -> new Fault(old.count() + 1, old.first()));
    }

    /// Forgets all of them.
    public void clear() {
        kinds.clear();
    }

    /// All kinds by name, in order.
    public Map<String, Fault> kinds() {
        return new TreeMap<>(kinds);
    }
}
