package dev.edgewise.oip;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// What a model answers.
///
/// @param model its name
/// @param version its version; empty where the server has none
/// @param id what the client called the request
/// @param parameters what the server adds
/// @param outputs the tensors that were wanted
public record InferResponse(
        String model,
        String version,
        Optional<String> id,
        Parameters parameters,
        List<Tensor> outputs) {

    private static final String WHAT = "the response";

    public InferResponse {
        outputs = List.copyOf(outputs);
    }

    /// The body that says this, with flat data.
    ///
    /// @param binary the names of the outputs that go as binary data
    /// @throws OipException if another one holds a value that JSON has no way to write
    public Payload write(Set<String> binary) throws OipException {
        for (Tensor output : outputs) {
            if (!binary.contains(output.name())) {
                TensorWriter.checkJson("output '" + output.name() + "'", output);
            }
        }
        TensorWriter tensors = new TensorWriter();
        return tensors.payload(
                json -> {
                    json.writeStringProperty("model_name", model);
                    if (!version.isEmpty()) {
                        json.writeStringProperty("model_version", version);
                    }
                    id.ifPresent(value -> json.writeStringProperty("id", value));
                    parameters.write(json);
                    json.writeArrayPropertyStart("outputs");
                    for (Tensor output : outputs) {
                        tensors.write(json, output, binary.contains(output.name()));
                    }
                    json.writeEndArray();
                });
    }

    /// Reads what [#write] writes, from whatever server.
    ///
    /// @throws OipException naming what is missing or wrong
    public static InferResponse read(Payload payload) throws OipException {
        return Json.read(
                WHAT, payload.body(), payload.jsonLength(), parser -> read(parser, payload));
    }

    private static InferResponse read(JsonParser parser, Payload payload) throws OipException {
        @Nullable String model = null;
        String version = "";
        @Nullable String id = null;
        Parameters parameters = Parameters.NONE;
        List<TensorReader> outputs = List.of();
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL;
            switch (key) {
                case "model_name" -> model = Json.text(parser, "model_name");
                case "model_version" -> version = isNull ? "" : Json.text(parser, "model_version");
                case "id" -> id = isNull ? null : Json.text(parser, "id");
                case "parameters" -> parameters = Parameters.read(parser);
                case "outputs" ->
                        outputs =
                                Json.objects(
                                        parser,
                                        "outputs",
                                        "an output",
                                        output ->
                                                TensorReader.read(
                                                        output,
                                                        "output",
                                                        payload.body(),
                                                        payload.jsonLength()));
                default -> parser.skipChildren();
            }
        }
        return new InferResponse(
                Json.required(model, WHAT, "model_name"),
                version,
                Optional.ofNullable(id),
                parameters,
                InferRequest.complete(outputs, payload));
    }
}
