package dev.edgewise.oip;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// What a client asks of a model: tensors in, and which outputs it wants.
///
/// @param id what the client calls the request; the answer repeats it
/// @param parameters of the request: `binary_data_output`, true if all outputs are wanted as binary
/// data; `timeout`, in microseconds; and whatever the client adds
/// @param inputs at least one, each name once
/// @param outputs the outputs that are wanted, each once; none means all
public record InferRequest(
        Optional<String> id,
        Parameters parameters,
        List<Tensor> inputs,
        List<RequestedOutput> outputs) {

    private static final String WHAT = "the request";
    private static final String BINARY = "binary_data_output";
    private static final Parameters ALL_BINARY =
            Parameters.NONE.with(BINARY, new Parameter.Flag(true));

    public InferRequest {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /// Reads the JSON form, with binary data behind it or not: `{"id", "parameters", "inputs":
    /// [{"name", "shape", "datatype", "parameters", "data"}], "outputs": [{"name",
    /// "parameters"}]}`. Data may be flat or nested as the shape says.
    ///
    /// @throws OipException naming what is missing or wrong
    public static InferRequest read(Payload payload) throws OipException {
        InferRequest request =
                Json.read(
                        WHAT,
                        payload.body(),
                        payload.jsonLength(),
                        parser -> read(parser, payload));
        request.check();
        return request;
    }

    /// Reads the parameters of a request alone, if one of them may be called `name`; else there are
    /// none. What follows them isn't looked at.
    ///
    /// @throws OipException if they, or what lies before them, can't be read
    public static Parameters parameters(Payload payload, String name) throws OipException {
        return !payload.mayHave(name)
                ? Parameters.NONE
                : Json.member(
                        WHAT,
                        payload.body(),
                        payload.jsonLength(),
                        "parameters",
                        Parameters::read,
                        Parameters.NONE);
    }

    private static InferRequest read(JsonParser parser, Payload payload) throws OipException {
        @Nullable String id = null;
        Parameters parameters = Parameters.NONE;
        List<TensorReader> inputs = List.of();
        List<RequestedOutput> outputs = List.of();
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL;
            switch (key) {
                case "id" -> id = isNull ? null : Json.text(parser, "id");
                case "parameters" -> parameters = Parameters.read(parser);
                case "inputs" ->
                        inputs =
                                Json.objects(
                                        parser,
                                        "inputs",
                                        "an input",
                                        input ->
                                                TensorReader.read(
                                                        input,
                                                        "input",
                                                        payload.body(),
                                                        payload.jsonLength()));
                case "outputs" ->
                        outputs =
                                isNull
                                        ? List.of()
                                        : Json.objects(
                                                parser,
                                                "outputs",
                                                "an output",
                                                RequestedOutput::read);
                default -> parser.skipChildren();
            }
        }
        return new InferRequest(
                Optional.ofNullable(id), parameters, complete(inputs, payload), outputs);
    }

    static List<Tensor> complete(List<TensorReader> readers, Payload payload) throws OipException {
        ByteBuffer binary = payload.binary();
        List<Tensor> tensors = new ArrayList<>();
        for (TensorReader reader : readers) {
            tensors.add(reader.complete(binary));
        }
        if (binary.hasRemaining()) {
            throw new OipException(
                    "the body: " + binary.remaining() + " bytes follow the last tensor's data");
        }
        return tensors;
    }

    /// A request that was checked as one that is read from JSON.
    ///
    /// @throws OipException if it has no inputs, or something twice
    public static InferRequest of(
            Optional<String> id,
            Parameters parameters,
            List<Tensor> inputs,
            List<RequestedOutput> outputs)
            throws OipException {
        InferRequest request = new InferRequest(id, parameters, inputs, outputs);
        request.check();
        return request;
    }

    private void check() throws OipException {
        if (inputs.isEmpty()) {
            throw new OipException("inputs: at least one is needed, got none");
        }
        Set<String> names = new HashSet<>();
        for (Tensor input : inputs) {
            if (!names.add(input.name())) {
                throw new OipException("input '" + input.name() + "' is there twice");
            }
        }
        names.clear();
        for (RequestedOutput output : outputs) {
            if (!names.add(output.name())) {
                throw new OipException("output '" + output.name() + "' is asked for twice");
            }
        }
    }

    /// The request that a raw body is: the data of the model's only input, and all outputs
    /// wanted as binary data. A size that `shape` leaves open (-1) follows from the number of
    /// bytes; bytes for an input of BYTES are one string.
    ///
    /// @throws OipException if the body doesn't fit, or more than one size is open
    public static InferRequest raw(
            Payload payload, String input, Datatype datatype, List<Long> shape)
            throws OipException {
        byte[] body = payload.body();
        Tensor tensor;
        try {
            tensor =
                    datatype == Datatype.BYTES
                            ? Tensor.of(
                                    input,
                                    datatype,
                                    RawShape.ofOne(shape),
                                    ByteStrings.of(List.of(body)))
                            : Tensor.of(
                                    input,
                                    datatype,
                                    RawShape.of(shape, datatype, body.length),
                                    ByteBuffer.wrap(body));
        } catch (OipException e) {
            throw new OipException("input '" + input + "', raw: " + e.getMessage(), e);
        }
        return new InferRequest(Optional.empty(), ALL_BINARY, List.of(tensor), List.of());
    }

    /// Whether output `name` is wanted as binary data.
    ///
    /// @throws OipException if the parameter that says so isn't true or false
    public boolean wantsBinary(String name) throws OipException {
        boolean otherwise = parameters.flag(BINARY).orElse(false);
        for (RequestedOutput output : outputs) {
            if (output.name().equals(name)) {
                return output.binary(otherwise);
            }
        }
        return otherwise;
    }

    /// The body that asks for this.
    ///
    /// @param binary whether the inputs go as binary data
    /// @throws OipException if they don't, and a value is one that JSON has no way to write
    public Payload write(boolean binary) throws OipException {
        if (!binary) {
            for (Tensor input : inputs) {
                TensorWriter.checkJson("input '" + input.name() + "'", input);
            }
        }
        TensorWriter tensors = new TensorWriter();
        return tensors.payload(
                json -> {
                    id.ifPresent(value -> json.writeStringProperty("id", value));
                    parameters.write(json);
                    json.writeArrayPropertyStart("inputs");
                    inputs.forEach(input -> tensors.write(json, input, binary));
                    json.writeEndArray();
                    if (!outputs.isEmpty()) {
                        json.writeArrayPropertyStart("outputs");
                        outputs.forEach(output -> output.write(json));
                        json.writeEndArray();
                    }
                });
    }
}
