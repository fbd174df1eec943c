package dev.edgewise.oip;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/// An output that a client wants.
///
/// @param name which one
/// @param parameters how: `binary_data`, true for binary data; `classification`, the number of
/// classes that are wanted in place of the tensor
public record RequestedOutput(String name, Parameters parameters) {

    static final String BINARY = "binary_data";
    private static final String CLASSIFICATION = "classification";

    /// How many of the highest values are wanted in place of the tensor; empty for the tensor.
    ///
    /// @throws OipException if it isn't a number from 1
    public OptionalInt classification() throws OipException {
        OptionalLong classes;
        try {
            classes = parameters.count(CLASSIFICATION);
        } catch (OipException e) {
            throw at(e);
        }
        if (classes.isEmpty()) {
            return OptionalInt.empty();
        }
        if (classes.getAsLong() == 0) {
            throw at(new OipException("parameter classification: at least 1 is needed, got 0"));
        }
        return OptionalInt.of((int) Math.min(classes.getAsLong(), Integer.MAX_VALUE));
    }

    /// Whether it is wanted as binary data.
    ///
    /// @param otherwise what the request says of all its outputs
    boolean binary(boolean otherwise) throws OipException {
        try {
            return parameters.flag(BINARY).orElse(otherwise);
        } catch (OipException e) {
            throw at(e);
        }
    }

    private OipException at(OipException e) {
        return new OipException("output '" + name + "': " + e.getMessage(), e);
    }

    static RequestedOutput read(JsonParser parser) throws OipException {
        @Nullable String name = null;
        Parameters parameters = Parameters.NONE;
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            parser.nextToken();
            switch (key) {
                case "name" -> name = Json.text(parser, "an output's name");
                case "parameters" -> parameters = Parameters.read(parser);
                default -> parser.skipChildren();
            }
        }
        return new RequestedOutput(Json.required(name, "an output", "name"), parameters);
    }

    void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        parameters.write(json);
        json.writeEndObject();
    }
}
