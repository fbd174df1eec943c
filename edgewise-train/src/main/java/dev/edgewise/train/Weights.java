package dev.edgewise.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The numbers that make a [Network] a trained one, by name: a layer's tensor, a dot, and what
/// they are. Row-major float32.
///
/// Learned are `kernel` (a convolution's is [filters, channels, rows, columns], a dense layer's
/// [units, inputs]), `bias`, and a batch normalization's `scale` and `shift`. Measured are
/// `mean` with `variance` (a batch normalization's) or `deviation`.
final class Weights {

    private static final Set<String> LEARNED = Set.of("kernel", "bias", "scale", "shift");

    private final Map<String, float[]> values = new LinkedHashMap<>();
    private final Map<String, int[]> shapes = new LinkedHashMap<>();

    /// Adds the weights called `name`.
    Weights with(String name, float[] numbers, int... shape) {
        long size = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
        if (size != numbers.length) {
            throw new IllegalArgumentException(
                    name + ": " + Arrays.toString(shape) + " doesn't hold " + numbers.length);
        }
        if (values.putIfAbsent(name, numbers.clone()) != null) {
            throw new IllegalArgumentException(name + ": is there already");
        }
        shapes.put(name, shape.clone());
        return this;
    }

    /// Their names, in the order in which they were added.
    Set<String> names() {
        return values.keySet();
    }

    /// Whether a gradient changes the weights called `name`.
    static boolean learned(String name) {
        return LEARNED.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /// A copy of the weights called `name`.
    float[] values(String name) {
        return known(values, name).clone();
    }

    /// Their shape.
    int[] shape(String name) {
        return known(shapes, name).clone();
    }

    private static <T> T known(Map<String, T> map, String name) {
        T found = map.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    name + ": no such weights, expected " + map.keySet());
        }
        return found;
    }
}
