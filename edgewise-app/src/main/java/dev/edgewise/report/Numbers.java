package dev.edgewise.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;

/// How the numbers of one figure are written: all with as many decimals as the smallest needs to
/// show three digits, at most four.
record Numbers(int decimals) {

    /// Finer than any screen.
    private static final MathContext DRAWN = new MathContext(6);

    static Numbers fit(double[] values) {
        double least = Arrays.stream(values).map(Math::abs).filter(v -> v > 0).min().orElse(1);
        int decimals = 2 - (int) Math.floor(Math.log10(least));
        return new Numbers(Math.clamp(decimals, 0, 4));
    }

    /// `value` without digits that nobody could see in a drawing, for the size of the page.
    static double drawn(double value) {
        return new BigDecimal(value).round(DRAWN).doubleValue();
    }

    String text(double value) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
