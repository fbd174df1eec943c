package dev.edgewise.oip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/// Reads one inference request token by token, so that numbers go straight into their array.
final class InferRequestReader {

    private final byte[] json;

    InferRequestReader(byte[] json) {
        this.json = json;
    }

    InferRequest read() throws OipException {
        try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new OipException("the request: a JSON object is needed");
            }
            InferRequest request = request(parser);
            if (parser.nextToken() != null) {
                throw new OipException("the request: something follows the JSON object");
            }
            return request;
        } catch (JacksonException e) {
            throw new OipException("the request is not JSON: " + Json.reason(e), e);
        }
    }

    private static InferRequest request(JsonParser parser) throws OipException {
        Optional<String> id = Optional.empty();
        List<Tensor> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            parser.nextToken();
            switch (key) {
                case "id" -> id = Optional.of(text(parser, "id"));
                case "inputs" -> {
                    enter(parser, JsonToken.START_ARRAY, "inputs");
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        inputs.add(input(parser));
                    }
                }
                case "outputs" -> {
                    enter(parser, JsonToken.START_ARRAY, "outputs");
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        outputs.add(output(parser));
                    }
                }
                default -> parser.skipChildren();
            }
        }
        return new InferRequest(id, inputs, outputs);
    }

    private static Tensor input(JsonParser parser) throws OipException {
        enter(parser, JsonToken.START_OBJECT, "an input");
        String name = null;
        String datatype = null;
        List<Long> shape = null;
        FloatData data = null;
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            parser.nextToken();
            switch (key) {
                case "name" -> name = text(parser, "an input's name");
                case "datatype" -> datatype = text(parser, "an input's datatype");
                case "shape" -> shape = shape(parser);
                case "data" -> data = FloatData.read(parser);
                default -> parser.skipChildren();
            }
        }
        String input = "input '" + required(name, "an input", "name") + "'";
        if (!required(datatype, input, "datatype").equals(Tensor.FP32)) {
            throw new OipException(input + ": datatype " + datatype + ", expected " + Tensor.FP32);
        }
        return Tensor.owning(
                required(name, input, "name"),
                required(shape, input, "shape"),
                required(data, input, "data").values(input, required(shape, input, "shape")));
    }

    private static String output(JsonParser parser) throws OipException {
        enter(parser, JsonToken.START_OBJECT, "an output");
        String name = null;
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            parser.nextToken();
            if (key.equals("name")) {
                name = text(parser, "an output's name");
            } else {
                parser.skipChildren();
            }
        }
        return required(name, "an output", "name");
    }

    private static List<Long> shape(JsonParser parser) throws OipException {
        enter(parser, JsonToken.START_ARRAY, "shape");
        List<Long> shape = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw new OipException("shape: whole numbers are needed");
            }
            shape.add(parser.getLongValue());
        }
        return shape;
    }

    private static void enter(JsonParser parser, JsonToken start, String what) throws OipException {
        if (parser.currentToken() != start) {
            throw new OipException(
                    what
                            + ": a JSON "
                            + (start == JsonToken.START_ARRAY ? "array" : "object")
                            + " is needed");
        }
    }

    private static String text(JsonParser parser, String what) throws OipException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new OipException(what + ": a string is needed");
        }
        return parser.getString();
    }

    private static <T> T required(@Nullable T value, String where, String key) throws OipException {
        if (value == null) {
            throw new OipException(where + " has no " + key);
        }
        return value;
    }
}
