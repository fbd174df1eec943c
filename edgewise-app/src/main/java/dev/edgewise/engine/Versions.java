package dev.edgewise.engine;

import java.math.BigInteger;
import java.util.regex.Pattern;

/// The order of versions: numbers by their size, and any number above any other text.
final class Versions {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private Versions() {}

    static int compare(String a, String b) {
        boolean numberA = NUMBER.matcher(a).matches();
        boolean numberB = NUMBER.matcher(b).matches();
        if (numberA && numberB) {
            return new BigInteger(a).compareTo(new BigInteger(b));
        }
        return numberA == numberB ? a.compareTo(b) : Boolean.compare(numberA, numberB);
    }
}
