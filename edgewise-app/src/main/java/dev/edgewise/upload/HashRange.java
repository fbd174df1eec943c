package dev.edgewise.upload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/// Files whose hashes are asked for in one request, by their paths in order: so few that the server
/// has read them, and the answer is here, long before anybody loses patience.
record HashRange(String from, String to) {

    static final long MOST_BYTES = 256L << 20;
    static final int MOST_FILES = 10_000;

    /// The ranges that hold all of `wanted`, and as little else as can be told.
    ///
    /// @param sizes of all files that are there, by path
    static List<HashRange> of(NavigableMap<String, Long> sizes, Set<String> wanted) {
        List<HashRange> ranges = new ArrayList<>();
        String from = "";
        String to = "";
        int files = 0;
        long bytes = 0;
        for (Map.Entry<String, Long> file : sizes.entrySet()) {
            files++;
            bytes += file.getValue();
            if (files > 1 && (files > MOST_FILES || bytes > MOST_BYTES)) {
                add(ranges, from, to);
                from = "";
                files = 1;
                bytes = file.getValue();
            }
            if (wanted.contains(file.getKey())) {
                from = from.isEmpty() ? file.getKey() : from;
                to = file.getKey();
            }
        }
        add(ranges, from, to);
        return ranges;
    }

    private static void add(List<HashRange> ranges, String from, String to) {
        if (!from.isEmpty()) {
            ranges.add(new HashRange(from, to));
        }
    }
}
