package dev.edgewise.oip;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a client asks of a model: tensors in, and which outputs it wants.
///
/// @param id what the client calls the request; the answer repeats it
/// @param inputs at least one, each name once
/// @param outputs the names of the outputs that are wanted, each once; none means all
public record InferRequest(Optional<String> id, List<Tensor> inputs, List<String> outputs) {

    public InferRequest {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /// Reads the JSON form: `{"id", "parameters", "inputs": [{"name", "shape", "datatype",
    /// "data"}], "outputs": [{"name"}]}`. Parameters are read over; data may be flat or nested
    /// as the shape says.
    ///
    /// @throws OipException naming what is missing or wrong
    public static InferRequest read(byte[] json) throws OipException {
        InferRequest request = new InferRequestReader(json).read();
        if (request.inputs().isEmpty()) {
            throw new OipException("inputs: at least one is needed, got none");
        }
        Set<String> names = new HashSet<>();
        for (Tensor input : request.inputs()) {
            if (!names.add(input.name())) {
                throw new OipException("input '" + input.name() + "' is there twice");
            }
        }
        names.clear();
        for (String output : request.outputs()) {
            if (!names.add(output)) {
                throw new OipException("output '" + output + "' is asked for twice");
            }
        }
        return request;
    }
}
