package dev.edgewise.oip;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/// What a server says of a model.
///
/// @param versions those that can be asked
/// @param platform what runs it, such as `onnxruntime_onnx`
public record ModelMetadata(
        String name,
        List<String> versions,
        String platform,
        List<Port> inputs,
        List<Port> outputs) {

    /// Where a tensor goes in or comes out; a dimension of -1 is whatever number comes.
    public record Port(String name, List<Long> shape) {

        public Port {
            shape = List.copyOf(shape);
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
                    json.writeArrayPropertyStart("versions");
                    versions.forEach(json::writeString);
                    json.writeEndArray();
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
            json.writeStringProperty("datatype", Tensor.FP32);
            Json.shape(json, port.shape());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
