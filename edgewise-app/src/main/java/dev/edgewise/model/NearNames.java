package dev.edgewise.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Names that somebody may have meant.
final class NearNames {

    private static final int FEW = 3;

    private NearNames() {}

    /// "; did you mean a or b?", or nothing if no name is near `meant`.
    static String hint(Collection<String> names, String meant) {
        String small = meant.toLowerCase(Locale.ROOT);
        int near = Math.max(2, meant.length() / 3);
        List<String> found =
                names.stream()
                        .filter(name -> isNear(name.toLowerCase(Locale.ROOT), small, near))
                        .sorted(
                                Comparator.comparingInt(
                                        name -> distance(name.toLowerCase(Locale.ROOT), small)))
                        .limit(FEW)
                        .toList();
        return found.isEmpty()
                ? ""
                : "; did you mean "
                        + found.stream().collect(Collectors.joining("' or '", "'", "'?"));
    }

    private static boolean isNear(String name, String meant, int near) {
        return distance(name, meant) <= near || (!meant.isEmpty() && name.contains(meant));
    }

    /// How many letters have to be put in, left out or changed (Levenshtein).
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j - 1], row[j]) + 1);
            }
        }
        return row[b.length()];
    }
}
