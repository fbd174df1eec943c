package dev.edgewise.oip;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// What a server says of a model.
///
/// @param versions those that can be asked; none where the server has no versions
/// @param platform what runs it, such as `onnxruntime_onnx`
public record ModelMetadata(
        String name,
        List<String> versions,
        String platform,
        List<Port> inputs,
        List<Port> outputs) {

    private static final String WHAT = "the model's metadata";

    /// Where a tensor goes in or comes out.
    ///
    /// @param datatype by the protocol's name, or in the server's words where it has none
    /// @param shape -1 is whatever size comes
    public record Port(String name, String datatype, List<Long> shape) {

        public Port {
            shape = List.copyOf(shape);
        }

        /// What its values are; empty where the protocol has no name for it, so that it can't be
        /// sent.
        public Optional<Datatype> type() {
            return Datatype.of(datatype);
        }

        private static Port read(JsonParser parser) throws OipException {
            @Nullable String name = null;
            @Nullable String datatype = null;
            @Nullable List<Long> shape = null;
            for (String key = parser.nextName(); key != null; key = parser.nextName()) {
                parser.nextToken();
                switch (key) {
                    case "name" -> name = Json.text(parser, "a tensor's name");
                    case "datatype" -> datatype = Json.text(parser, "a tensor's datatype");
                    case "shape" -> shape = Json.shape(parser, "a tensor's shape");
                    default -> parser.skipChildren();
                }
            }
            return new Port(
                    Json.required(name, "a tensor", "name"),
                    Json.required(datatype, "a tensor", "datatype"),
                    Json.required(shape, "a tensor", "shape"));
        }
    }

    public ModelMetadata {
        versions = List.copyOf(versions);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /// The JSON form.
    public byte[] write() {
        return Json.object(
                json -> {
                    json.writeStringProperty("name", name);
                    Json.strings(json, "versions", versions);
                    json.writeStringProperty("platform", platform);
                    ports(json, "inputs", inputs);
                    ports(json, "outputs", outputs);
                });
    }

    private static void ports(JsonGenerator json, String key, List<Port> ports) {
        json.writeArrayPropertyStart(key);
        for (Port port : ports) {
            json.writeStartObject();
            json.writeStringProperty("name", port.name());
            json.writeStringProperty("datatype", port.datatype());
            Json.shape(json, "shape", port.shape());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// Reads what [#write] writes, from whatever server.
    ///
    /// @throws OipException naming what is missing or wrong
    public static ModelMetadata read(byte[] json) throws OipException {
        return Json.read(WHAT, json, ModelMetadata::read);
    }

    private static ModelMetadata read(JsonParser parser) throws OipException {
        @Nullable String name = null;
        List<String> versions = List.of();
        String platform = "";
        List<Port> inputs = List.of();
        List<Port> outputs = List.of();
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (key) {
                case "name" -> name = Json.text(parser, "name");
                case "versions" -> versions = Json.strings(parser, "versions");
                case "platform" -> platform = Json.text(parser, "platform");
                case "inputs" -> inputs = Json.objects(parser, "inputs", "an input", Port::read);
                case "outputs" ->
                        outputs = Json.objects(parser, "outputs", "an output", Port::read);
                default -> parser.skipChildren();
            }
        }
        return new ModelMetadata(
                Json.required(name, WHAT, "name"), versions, platform, inputs, outputs);
    }
}
