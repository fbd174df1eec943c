package dev.edgewise.serve.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.edgewise.oip.Datatype;
import dev.edgewise.oip.InferRequest;
import dev.edgewise.oip.InferResponse;
import dev.edgewise.oip.OipException;
import dev.edgewise.oip.Parameter;
import dev.edgewise.oip.Parameters;
import dev.edgewise.oip.RequestedOutput;
import dev.edgewise.oip.Tensor;
import dev.edgewise.serve.grpc.Messages.InferParameter;
import dev.edgewise.serve.grpc.Messages.ModelInferRequest;
import dev.edgewise.serve.grpc.Messages.ModelInferResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Requests and responses as messages, and as the room `oip` has them. Raw values are the same
/// bytes in both: nothing is copied.
final class TensorMessages {

    private static final String SHARED_MEMORY = "shared_memory_region";

    private TensorMessages() {}

    /// What `message` asks.
    ///
    /// @throws OipException naming what is missing or wrong
    static InferRequest request(ModelInferRequest message) throws OipException {
        int raw = message.getRawInputContentsCount();
        if (raw > 0 && raw != message.getInputsCount()) {
            throw new OipException(
                    "raw_input_contents: one entry an input is needed, got "
                            + raw
                            + " for "
                            + message.getInputsCount()
                            + " inputs");
        }
        List<Tensor> inputs = new ArrayList<>(message.getInputsCount());
        for (int i = 0; i < message.getInputsCount(); i++) {
            inputs.add(
                    input(
                            message.getInputs(i),
                            raw > 0
                                    ? Optional.of(message.getRawInputContents(i))
                                    : Optional.empty()));
        }
        List<RequestedOutput> outputs = new ArrayList<>(message.getOutputsCount());
        for (ModelInferRequest.InferRequestedOutputTensor output : message.getOutputsList()) {
            Parameters parameters = parameters(output.getParametersMap());
            refuseSharedMemory("output '" + output.getName() + "'", parameters);
            outputs.add(new RequestedOutput(output.getName(), parameters));
        }
        return InferRequest.of(
                Optional.of(message.getId()).filter(id -> !id.isEmpty()),
                parameters(message.getParametersMap()),
                inputs,
                outputs);
    }

    private static Tensor input(
            ModelInferRequest.InferInputTensor message, Optional<ByteString> raw)
            throws OipException {
        String where = "input '" + message.getName() + "'";
        Parameters parameters = parameters(message.getParametersMap());
        refuseSharedMemory(where, parameters);
        Datatype datatype =
                Datatype.of(message.getDatatype())
                        .orElseThrow(
                                () ->
                                        new OipException(
                                                where
                                                        + ": no such datatype: "
                                                        + message.getDatatype()));
        if (raw.isPresent() && message.hasContents()) {
            throw new OipException(where + " has both contents and raw_input_contents");
        }
        try {
            ByteBuffer data =
                    raw.isPresent()
                            ? raw.get().asReadOnlyByteBuffer()
                            : Contents.read(datatype, message.getContents());
            return Tensor.of(message.getName(), datatype, message.getShapeList(), data)
                    .with(parameters);
        } catch (OipException e) {
            throw new OipException(where + ": " + e.getMessage(), e);
        }
    }

    private static void refuseSharedMemory(String where, Parameters parameters)
            throws OipException {
        if (parameters.values().containsKey(SHARED_MEMORY)) {
            throw new OipException(where + ": shared memory isn't offered; send the values");
        }
    }

    static Parameters parameters(Map<String, InferParameter> messages) throws OipException {
        if (messages.isEmpty()) {
            return Parameters.NONE;
        }
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, InferParameter> message : messages.entrySet()) {
            parameters.put(message.getKey(), parameter(message.getKey(), message.getValue()));
        }
        return new Parameters(parameters);
    }

    private static Parameter parameter(String name, InferParameter message) throws OipException {
        return switch (message.getParameterChoiceCase()) {
            case BOOL_PARAM -> new Parameter.Flag(message.getBoolParam());
            case INT64_PARAM -> new Parameter.Whole(message.getInt64Param());
            case STRING_PARAM -> new Parameter.Text(message.getStringParam());
            case DOUBLE_PARAM -> new Parameter.Real(message.getDoubleParam());
            case UINT64_PARAM -> {
                long value = message.getUint64Param();
                yield value >= 0
                        ? new Parameter.Whole(value)
                        : new Parameter.Text(Long.toUnsignedString(value));
            }
            case PARAMETERCHOICE_NOT_SET ->
                    throw new OipException("parameter " + name + ": has no value");
        };
    }

    /// The message that says `response`.
    ///
    /// @param raw whether values go raw; those of a datatype without a field always do, and then
    /// all
    static ModelInferResponse response(InferResponse response, boolean raw) {
        ModelInferResponse.Builder message =
                ModelInferResponse.newBuilder()
                        .setModelName(response.model())
                        .setModelVersion(response.version())
                        .setId(response.id().orElse(""));
        response.parameters()
                .values()
                .forEach((name, value) -> message.putParameters(name, message(value)));
        boolean allRaw =
                raw
                        || response.outputs().stream()
                                .anyMatch(output -> !Contents.hasField(output.datatype()));
        for (Tensor output : response.outputs()) {
            ModelInferResponse.InferOutputTensor.Builder tensor =
                    ModelInferResponse.InferOutputTensor.newBuilder()
                            .setName(output.name())
                            .setDatatype(output.datatype().name())
                            .addAllShape(output.shape());
            output.parameters()
                    .values()
                    .forEach((name, value) -> tensor.putParameters(name, message(value)));
            if (allRaw) {
                // Nobody changes a tensor's data.
                message.addRawOutputContents(UnsafeByteOperations.unsafeWrap(output.data()));
            } else {
                tensor.setContents(Contents.write(output));
            }
            message.addOutputs(tensor);
        }
        return message.build();
    }

    private static InferParameter message(Parameter parameter) {
        InferParameter.Builder message = InferParameter.newBuilder();
        switch (parameter) {
            case Parameter.Flag(boolean value) -> message.setBoolParam(value);
            case Parameter.Whole(long value) -> message.setInt64Param(value);
            case Parameter.Text(String value) -> message.setStringParam(value);
            case Parameter.Real(double value) -> message.setDoubleParam(value);
        }
        return message.build();
    }
}
