package dev.edgewise.serve.v2;

import dev.edgewise.engine.ServedModel;
import dev.edgewise.model.ElementType;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.Port;
import dev.edgewise.model.TensorValue;
import dev.edgewise.oip.Classification;
import dev.edgewise.oip.Datatype;
import dev.edgewise.oip.InferRequest;
import dev.edgewise.oip.OipException;
import dev.edgewise.oip.Parameters;
import dev.edgewise.oip.RequestedOutput;
import dev.edgewise.oip.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// The outputs that a request wants of a model, which are checked before it runs.
final class ModelOutputs {

    private final ServedModel model;
    private final List<RequestedOutput> wanted;
    private final Set<String> asked;

    private ModelOutputs(
            ServedModel model, List<RequestedOutput> wanted, List<RequestedOutput> asked) {
        this.model = model;
        this.wanted = wanted;
        this.asked = asked.stream().map(RequestedOutput::name).collect(Collectors.toSet());
    }

    /// @throws OipException if one is unknown, or of a kind that the protocol can't carry
    static ModelOutputs of(ServedModel model, InferRequest request) throws OipException {
        List<RequestedOutput> wanted =
                request.outputs().isEmpty()
                        ? model.outputs().stream()
                                .map(port -> new RequestedOutput(port.name(), Parameters.NONE))
                                .toList()
                        : request.outputs();
        ModelOutputs outputs = new ModelOutputs(model, wanted, request.outputs());
        for (RequestedOutput output : wanted) {
            outputs.check(output, request);
        }
        return outputs;
    }

    private void check(RequestedOutput output, InferRequest request) throws OipException {
        output.classification();
        request.wantsBinary(output.name());
        for (Port port : model.outputs()) {
            if (port.name().equals(output.name())) {
                if (ModelPorts.datatype(port).isEmpty()) {
                    throw new OipException(
                            "output '"
                                    + port.name()
                                    + "' is "
                                    + port.type()
                                    + ", which the protocol can't carry"
                                    + others());
                }
                return;
            }
        }
        List<String> names = model.outputs().stream().map(Port::name).toList();
        throw new OipException(
                "output '"
                        + output.name()
                        + "' is not one of the model's: "
                        + String.join(", ", names));
    }

    private String others() {
        List<String> names =
                model.outputs().stream()
                        .filter(port -> ModelPorts.datatype(port).isPresent())
                        .map(Port::name)
                        .toList();
        return names.isEmpty() ? "" : "; ask by name for " + String.join(", ", names);
    }

    /// The names of those that the request names; none where it wants all.
    Set<String> asked() {
        return asked;
    }

    /// The wanted ones of `values`, which the model gave.
    List<Tensor> tensors(Map<String, TensorValue> values) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        for (RequestedOutput output : wanted) {
            TensorValue value = values.get(output.name());
            if (value == null) {
                throw new OipException("output '" + output.name() + "': the model gave none");
            }
            tensors.add(classified(output, tensor(output.name(), value)));
        }
        return tensors;
    }

    private static Tensor tensor(String name, TensorValue value) throws OipException {
        if (value.type() == ElementType.STRING) {
            return Tensor.of(name, value.shape(), value.texts());
        }
        Datatype datatype =
                ModelPorts.datatype(value.type())
                        .orElseThrow(
                                () ->
                                        new OipException(
                                                "output '"
                                                        + name
                                                        + "' is "
                                                        + value.type().label()
                                                        + ", which the protocol can't carry"));
        return Tensor.of(name, datatype, value.shape(), value.bytes());
    }

    private Tensor classified(RequestedOutput output, Tensor tensor) throws OipException {
        OptionalInt classes = output.classification();
        if (classes.isEmpty()) {
            return tensor;
        }
        List<String> labels = model.card().map(ModelCard::labels).orElse(List.of());
        return Classification.of(tensor, classes.getAsInt(), ModelPorts.isBatched(model), labels);
    }
}
