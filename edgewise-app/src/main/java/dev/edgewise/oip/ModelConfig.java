package dev.edgewise.oip;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/// How a server runs a model, in the part of Triton's `ModelConfig` that says something here: the
/// model configuration extension
/// (<https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_model_configuration.md>).
///
/// @param metadata what the model takes and gives
/// @param maxBatchSize how many may be asked at once, where the first size of all tensors counts
/// them; 0 where it doesn't
public record ModelConfig(ModelMetadata metadata, int maxBatchSize) {

    /// What runs the model, as Triton calls it.
    public static final String BACKEND = "onnxruntime";

    /// The sizes of a tensor: where there is a batch, without it, as Triton writes them.
    public List<Long> dims(ModelMetadata.Port port) {
        List<Long> sizes = port.shape();
        return maxBatchSize > 0 ? sizes.subList(1, sizes.size()) : sizes;
    }

    /// The JSON form.
    public byte[] write() {
        return Json.object(
                json -> {
                    json.writeStringProperty("name", metadata.name());
                    json.writeStringProperty("platform", metadata.platform());
                    json.writeStringProperty("backend", BACKEND);
                    json.writeNumberProperty("max_batch_size", maxBatchSize);
                    ports(json, "input", metadata.inputs());
                    ports(json, "output", metadata.outputs());
                });
    }

    private void ports(JsonGenerator json, String key, List<ModelMetadata.Port> ports) {
        json.writeArrayPropertyStart(key);
        for (ModelMetadata.Port port : ports) {
            json.writeStartObject();
            json.writeStringProperty("name", port.name());
            json.writeStringProperty("data_type", type(port));
            Json.shape(json, "dims", dims(port));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String type(ModelMetadata.Port port) {
        return port.type()
                .map(type -> "TYPE_" + (type == Datatype.BYTES ? "STRING" : type.name()))
                .orElse("TYPE_INVALID");
    }
}
