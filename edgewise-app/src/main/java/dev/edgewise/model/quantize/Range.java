package dev.edgewise.model.quantize;

/// The values that 8 bits without a sign are spread over: `steps` of them, one of which is 0.
///
/// @param low at most 0
/// @param high at least 0
record Range(float low, float high) {

    /// The largest of the whole numbers, which begin at 0.
    static final int TOP = 255;

    Range {
        if (!(low <= 0 && high >= 0 && Float.isFinite(low) && Float.isFinite(high))) {
            throw new IllegalArgumentException(
                    "a range must have 0 in it and two ends, got " + low + " to " + high);
        }
    }

    /// The smallest range with `low`, `high` and 0 in it.
    static Range around(double low, double high) {
        return new Range((float) Math.min(low, 0), (float) Math.max(high, 0));
    }

    /// What one step stands for.
    float scale() {
        float scale = (float) (((double) high - low) / TOP);
        return scale >= Float.MIN_NORMAL ? scale : 1;
    }

    /// The whole number that stands for 0.
    int zero() {
        return (int) Math.max(0, Math.min(TOP, Math.rint(-low / (double) scale())));
    }
}
