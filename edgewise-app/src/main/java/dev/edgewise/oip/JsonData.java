package dev.edgewise.oip;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A tensor's `data` as it stands in JSON: values in arrays, flat or nested, with the form that the
/// arrays have. One reader fills it once.
final class JsonData {

    private static final int DEEPEST = 16;

    private final String where;
    private final ValueBuffer values;

    /// The length of the arrays at each depth.
    private final List<Long> form = new ArrayList<>();

    private JsonData(String where, Datatype datatype, int expected) {
        this.where = where;
        this.values = new ValueBuffer(where, datatype, expected);
    }

    /// Reads the array that `parser` stands at.
    ///
    /// @param where the tensor, for messages
    /// @param expected how many values may come
    static JsonData read(JsonParser parser, String where, Datatype datatype, int expected)
            throws OipException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new OipException(where + ": data: a JSON array is needed");
        }
        JsonData data = new JsonData(where, datatype, expected);
        data.array(parser, 0);
        return data;
    }

    private void array(JsonParser parser, int depth) throws OipException {
        if (depth == DEEPEST) {
            throw new OipException(where + ": data: nested deeper than " + DEEPEST + " arrays");
        }
        if (depth == form.size()) {
            form.add(-1L);
        }
        long length = 0;
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            if (token == JsonToken.START_ARRAY) {
                if (values.count() > 0 && depth + 1 == form.size()) {
                    throw ragged();
                }
                array(parser, depth + 1);
            } else {
                if (depth + 1 != form.size()) {
                    throw ragged();
                }
                values.add(parser);
            }
            length++;
        }
        if (form.get(depth) >= 0 && form.get(depth) != length) {
            throw ragged();
        }
        form.set(depth, length);
    }

    /// The values, for a tensor of `shape`.
    ///
    /// @throws OipException if they are not as many, or nested in another form
    ByteBuffer values(List<Long> shape) throws OipException {
        boolean fits =
                form.size() == 1 ? Tensor.count(shape) == values.count() : form.equals(shape);
        if (!fits) {
            throw new OipException(
                    where
                            + ": shape "
                            + shape
                            + " doesn't fit its data, "
                            + (form.size() == 1
                                    ? values.count() + " values"
                                    : "arrays of " + form));
        }
        return values.data();
    }

    private OipException ragged() {
        return new OipException(where + ": data: the nested arrays differ in form");
    }
}
