package dev.edgewise.report;

/// How an axis shows values of different size.
enum Scale {
    LINEAR,
    LOGARITHMIC;

    /// Values that differ by more than this factor press each other flat on a linear axis.
    private static final double WIDE = 20;

    /// What suits values from `least` to `most`.
    static Scale of(double least, double most) {
        return least > 0 && most > WIDE * least ? LOGARITHMIC : LINEAR;
    }

    /// For the words that stand instead of a figure.
    String words() {
        return this == LOGARITHMIC ? " on a logarithmic axis" : "";
    }

    /// Where a value stands between two others, from 0 to 1.
    double place(double value, double least, double most) {
        if (most <= least) {
            return 0;
        }
        return this == LOGARITHMIC
                ? Math.log(value / least) / Math.log(most / least)
                : (value - least) / (most - least);
    }
}
