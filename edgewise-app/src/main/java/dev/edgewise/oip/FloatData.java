package dev.edgewise.oip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A tensor's `data` as it stands in JSON: numbers in arrays, flat or nested, with the form
/// that the arrays have. One reader fills it once.
final class FloatData {

    private static final int DEEPEST = 16;

    /// The length of the arrays at each depth.
    private final List<Integer> form = new ArrayList<>();

    private float[] values = new float[1024];
    private int size;

    private FloatData() {}

    /// Reads the array that `parser` stands at.
    static FloatData read(JsonParser parser) throws OipException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new OipException("data: a JSON array is needed");
        }
        FloatData data = new FloatData();
        data.array(parser, 0);
        return data;
    }

    private void array(JsonParser parser, int depth) throws OipException {
        if (depth == DEEPEST) {
            throw new OipException("data: nested deeper than " + DEEPEST + " arrays");
        }
        if (depth == form.size()) {
            form.add(-1);
        }
        int length = 0;
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            boolean nested = token == JsonToken.START_ARRAY;
            if (nested) {
                if (size > 0 && depth + 1 == form.size()) {
                    throw ragged();
                }
                array(parser, depth + 1);
            } else {
                if (depth + 1 != form.size()) {
                    throw ragged();
                }
                add(parser, token);
            }
            length++;
        }
        if (form.get(depth) >= 0 && form.get(depth) != length) {
            throw ragged();
        }
        form.set(depth, length);
    }

    private void add(JsonParser parser, JsonToken token) throws OipException {
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw new OipException("data: numbers are needed");
        }
        float value = parser.getFloatValue();
        if (!Float.isFinite(value)) {
            throw new OipException("data: a number is beyond what FP32 holds");
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    /// The values, for a tensor of `shape`.
    ///
    /// @throws OipException if they are not as many, or nested in another form
    float[] values(String input, List<Long> shape) throws OipException {
        boolean fits =
                form.size() == 1
                        ? Tensor.size(shape) == size
                        : form.stream().map(Integer::longValue).toList().equals(shape);
        if (!fits) {
            throw new OipException(
                    input
                            + ": shape "
                            + shape
                            + " doesn't fit its data, "
                            + (form.size() == 1 ? size + " values" : "arrays of " + form));
        }
        return Arrays.copyOf(values, size);
    }

    private static OipException ragged() {
        return new OipException("data: the nested arrays differ in form");
    }
}
