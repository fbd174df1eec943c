package dev.edgewise.oip;

import java.util.List;

/// A named tensor of float32 values (`FP32`), in row-major order. Immutable.
public final class Tensor {

    /// The protocol's name of float32.
    public static final String FP32 = "FP32";

    private final String name;
    private final List<Long> shape;
    private final float[] values;

    private Tensor(String name, List<Long> shape, float[] values) {
        this.name = name;
        this.shape = shape;
        this.values = values;
    }

    /// A tensor of a copy of `values`.
    ///
    /// @throws IllegalArgumentException if `shape` doesn't hold as many values
    public static Tensor of(String name, List<Long> shape, float[] values) {
        return owning(name, shape, values.clone());
    }

    /// A tensor that keeps `values` itself: for callers in this package that never touch them
    /// again.
    static Tensor owning(String name, List<Long> shape, float[] values) {
        if (size(shape) != values.length) {
            throw new IllegalArgumentException(
                    "shape " + shape + " does not hold " + values.length + " values");
        }
        return new Tensor(name, List.copyOf(shape), values);
    }

    /// How many values `shape` holds; -1 if a dimension is negative or they are more than an array
    /// can hold.
    static long size(List<Long> shape) {
        long size = 1;
        for (long dimension : shape) {
            if (dimension < 0 || dimension > Integer.MAX_VALUE) {
                return -1;
            }
            size *= dimension;
            if (size > Integer.MAX_VALUE) {
                return -1;
            }
        }
        return size;
    }

    public String name() {
        return name;
    }

    public List<Long> shape() {
        return shape;
    }

    /// A copy of the values.
    public float[] values() {
        return values.clone();
    }
}
