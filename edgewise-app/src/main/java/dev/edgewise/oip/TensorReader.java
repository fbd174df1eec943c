package dev.edgewise.oip;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/// Reads one `{"name", "datatype", "shape", "parameters", "data"}`, in whatever order its parts
/// come. Data that are binary come after the JSON, so a tensor is first read and then
/// completed.
final class TensorReader {

    /// The parameter that says how many bytes after the JSON are the tensor's.
    static final String BINARY_SIZE = "binary_data_size";

    private static final int UNKNOWN = 1 << 10;

    private final String kind;
    private final byte[] json;
    private final int length;
    private @Nullable String name;
    private @Nullable String datatypeName;
    private @Nullable Datatype datatype;
    private @Nullable List<Long> shape;
    private @Nullable JsonData data;
    private Parameters parameters = Parameters.NONE;
    private OptionalLong binarySize = OptionalLong.empty();

    /// Where data begin that came before their datatype; -1 if none did.
    private int postponed = -1;

    private TensorReader(String kind, byte[] json, int length) {
        this.kind = kind;
        this.json = json;
        this.length = length;
    }

    /// Reads the object that `parser` stands at.
    ///
    /// @param kind `input` or `output`, for messages
    /// @param json what `parser` reads, of which it is the first `length` bytes
    static TensorReader read(JsonParser parser, String kind, byte[] json, int length)
            throws OipException {
        TensorReader tensor = new TensorReader(kind, json, length);
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            parser.nextToken();
            tensor.part(parser, key);
        }
        tensor.finish();
        return tensor;
    }

    private void part(JsonParser parser, String key) throws OipException {
        switch (key) {
            case "name" -> name = Json.text(parser, "an " + kind + "'s name");
            case "datatype" -> {
                datatypeName = Json.text(parser, where() + ": datatype");
                datatype = Datatype.of(datatypeName).orElse(null);
            }
            case "shape" -> shape = Json.shape(parser, where() + ": shape");
            case "parameters" -> parameters = Parameters.read(parser);
            case "data" -> {
                if (datatype == null) {
                    postponed = (int) parser.currentTokenLocation().getByteOffset();
                    parser.skipChildren();
                } else {
                    data = JsonData.read(parser, where(), datatype, expected());
                }
            }
            default -> parser.skipChildren();
        }
    }

    private void finish() throws OipException {
        Json.required(name, "an " + kind, "name");
        Json.required(datatypeName, where(), "datatype");
        Json.required(shape, where(), "shape");
        if (datatype == null) {
            throw new OipException(where() + ": no such datatype: " + datatypeName);
        }
        if (postponed >= 0) {
            try (JsonParser parser = Json.parser(json, postponed, length - postponed)) {
                parser.nextToken();
                data = JsonData.read(parser, where(), datatype, expected());
            }
        }
        try {
            binarySize = parameters.count(BINARY_SIZE);
        } catch (OipException e) {
            throw at(e);
        }
        if (binarySize.isPresent() && data != null) {
            throw new OipException(where() + " has both data and " + BINARY_SIZE);
        }
        if (binarySize.isEmpty() && data == null) {
            throw new OipException(where() + " has no data");
        }
    }

    /// How many values the shape claims, if it came before them.
    private int expected() {
        return shape == null ? UNKNOWN : (int) Math.max(0, Math.min(UNKNOWN, Tensor.count(shape)));
    }

    private String where() {
        return name == null ? "an " + kind : kind + " '" + name + "'";
    }

    /// The tensor, which takes its binary data, if it has such, from the front of `rest`.
    Tensor complete(ByteBuffer rest) throws OipException {
        String called = Json.required(name, where(), "name");
        Datatype type = Json.required(datatype, where(), "datatype");
        List<Long> sizes = Json.required(shape, where(), "shape");
        ByteBuffer values;
        if (data != null) {
            values = data.values(sizes);
        } else {
            long size = binarySize.orElse(0);
            if (size > rest.remaining()) {
                throw new OipException(
                        where()
                                + ": "
                                + BINARY_SIZE
                                + " "
                                + size
                                + ", "
                                + rest.remaining()
                                + " bytes of the body are left");
            }
            values = rest.slice(rest.position(), (int) size);
            rest.position(rest.position() + (int) size);
        }
        try {
            return Tensor.of(called, type, sizes, values).with(parameters.without(BINARY_SIZE));
        } catch (OipException e) {
            throw at(e);
        }
    }

    private OipException at(OipException e) {
        return new OipException(where() + ": " + e.getMessage(), e);
    }
}
