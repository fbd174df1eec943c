package dev.edgewise.oip;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The parameters of a request, a response, an input or an output, by name, in the order in which
/// they came.
///
/// @param values what each one is
public record Parameters(Map<String, Parameter> values) {

    public static final Parameters NONE = new Parameters(Map.of());

    public Parameters {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// These and one more, in place of one of the same name.
    public Parameters with(String name, Parameter value) {
        Map<String, Parameter> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Parameters(more);
    }

    Parameters without(String name) {
        Map<String, Parameter> fewer = new LinkedHashMap<>(values);
        fewer.remove(name);
        return new Parameters(fewer);
    }

    /// The whole number called `name`; empty if there is none of that name.
    ///
    /// @throws OipException if it is something else, or negative
    public OptionalLong count(String name) throws OipException {
        return switch (values.get(name)) {
            case null -> OptionalLong.empty();
            case Parameter.Whole(long value) when value >= 0 -> OptionalLong.of(value);
            case Parameter other ->
                    throw new OipException(
                            "parameter "
                                    + name
                                    + ": a whole number from 0 is needed, got "
                                    + words(other));
        };
    }

    /// Whether `name` is true; empty if there is none of that name.
    ///
    /// @throws OipException if it is something else
    public Optional<Boolean> flag(String name) throws OipException {
        return switch (values.get(name)) {
            case null -> Optional.empty();
            case Parameter.Flag(boolean value) -> Optional.of(value);
            case Parameter other ->
                    throw new OipException(
                            "parameter " + name + ": true or false is needed, got " + words(other));
        };
    }

    private static String words(Parameter parameter) {
        return switch (parameter) {
            case Parameter.Text(String value) -> "'" + value + "'";
            case Parameter.Whole(long value) -> Long.toString(value);
            case Parameter.Real(double value) -> Double.toString(value);
            case Parameter.Flag(boolean value) -> Boolean.toString(value);
        };
    }

    /// Reads the object that `parser` stands at.
    static Parameters read(JsonParser parser) throws OipException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return NONE;
        }
        Json.enter(parser, JsonToken.START_OBJECT, "parameters");
        Map<String, Parameter> values = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            values.put(name, value(parser, name));
        }
        return new Parameters(values);
    }

    private static Parameter value(JsonParser parser, String name) throws OipException {
        return switch (parser.nextToken()) {
            case VALUE_STRING -> new Parameter.Text(parser.getString());
            case VALUE_TRUE -> new Parameter.Flag(true);
            case VALUE_FALSE -> new Parameter.Flag(false);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, name);
            case null, default ->
                    throw new OipException(
                            "parameter "
                                    + name
                                    + ": a string, a number or true or false is needed");
        };
    }

    private static Parameter number(JsonParser parser, String name) throws OipException {
        JsonParser.NumberType type = parser.getNumberType();
        if (type == JsonParser.NumberType.INT || type == JsonParser.NumberType.LONG) {
            return new Parameter.Whole(parser.getLongValue());
        }
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw new OipException("parameter " + name + ": the number is too large");
        }
        return new Parameter.Real(value);
    }

    /// Writes them as `parameters`, if there are any.
    void write(JsonGenerator json) {
        if (values.isEmpty()) {
            return;
        }
        json.writeObjectPropertyStart("parameters");
        values.forEach(
                (name, parameter) -> {
                    switch (parameter) {
                        case Parameter.Text(String value) -> json.writeStringProperty(name, value);
                        case Parameter.Whole(long value) -> json.writeNumberProperty(name, value);
                        case Parameter.Real(double value) -> json.writeNumberProperty(name, value);
                        case Parameter.Flag(boolean value) ->
                                json.writeBooleanProperty(name, value);
                    }
                });
        json.writeEndObject();
    }
}
