package dev.edgewise.oip;

import java.util.List;
import java.util.Optional;

/// What a model answers.
///
/// @param model its name
/// @param version its version
/// @param id what the client called the request
/// @param outputs the tensors that were wanted
public record InferResponse(
        String model, String version, Optional<String> id, List<Tensor> outputs) {

    public InferResponse {
        outputs = List.copyOf(outputs);
    }

    /// The JSON form, with flat data.
    ///
    /// @throws OipException if a value is one that JSON has no number for
    public byte[] write() throws OipException {
        for (Tensor output : outputs) {
            for (float value : output.values()) {
                if (!Float.isFinite(value)) {
                    throw new OipException("output '" + output.name() + "' holds " + value);
                }
            }
        }
        return Json.object(
                json -> {
                    json.writeStringProperty("model_name", model);
                    json.writeStringProperty("model_version", version);
                    id.ifPresent(value -> json.writeStringProperty("id", value));
                    json.writeArrayPropertyStart("outputs");
                    for (Tensor output : outputs) {
                        json.writeStartObject();
                        json.writeStringProperty("name", output.name());
                        json.writeStringProperty("datatype", Tensor.FP32);
                        Json.shape(json, output.shape());
                        json.writeArrayPropertyStart("data");
                        for (float value : output.values()) {
                            json.writeNumber(value);
                        }
                        json.writeEndArray();
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }
}
