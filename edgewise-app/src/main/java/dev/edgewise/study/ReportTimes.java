package dev.edgewise.study;

import java.util.OptionalDouble;

/// Table 1 of the report that this study repeats: average times in milliseconds. It measured on a
/// notebook and a cluster of its own, so its figures stand beside ours for orientation and are
/// never compared with them.
final class ReportTimes {

    private ReportTimes() {}

    /// What the report's table says of a time, locally or remotely.
    static OptionalDouble millis(Quantity quantity, boolean remote) {
        return switch (quantity) {
            case UPLOAD -> remote ? OptionalDouble.of(99.8) : OptionalDouble.empty();
            case PREDICTION -> OptionalDouble.of(remote ? 57.4 : 62.1);
            case REQUEST -> OptionalDouble.of(remote ? 121.1 : 75.8);
            case TOTAL -> OptionalDouble.of(remote ? 220.9 : 75.8);
            case OVERHEAD -> OptionalDouble.empty();
        };
    }
}
