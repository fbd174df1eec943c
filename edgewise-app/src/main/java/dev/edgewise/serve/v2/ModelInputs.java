package dev.edgewise.serve.v2;

import dev.edgewise.engine.ServedModel;
import dev.edgewise.model.ElementType;
import dev.edgewise.model.Port;
import dev.edgewise.model.TensorValue;
import dev.edgewise.oip.Datatype;
import dev.edgewise.oip.OipException;
import dev.edgewise.oip.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Checks the tensors of a request against what a model takes, and hands them over. One request
/// has one.
final class ModelInputs {

    private final List<Port> ports;

    /// The sizes that the caller has chosen by now, by their names in the model, and where.
    private final Map<String, Chosen> chosen = new HashMap<>();

    private record Chosen(long size, String input) {}

    private ModelInputs(List<Port> ports) {
        this.ports = ports;
    }

    /// The values that `model` runs on.
    ///
    /// @throws OipException if an input is missing, unknown, or doesn't fit
    static Map<String, TensorValue> of(ServedModel model, List<Tensor> tensors)
            throws OipException {
        return new ModelInputs(model.inputs()).values(tensors);
    }

    private Map<String, TensorValue> values(List<Tensor> tensors) throws OipException {
        Map<String, TensorValue> values = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            values.put(tensor.name(), value(port(tensor.name()), tensor));
        }
        for (Port port : ports) {
            if (!values.containsKey(port.name())) {
                throw new OipException(
                        "input '"
                                + port.name()
                                + "' is missing: the model needs "
                                + port.typeAndShape());
            }
        }
        return values;
    }

    private Port port(String name) throws OipException {
        for (Port port : ports) {
            if (port.name().equals(name)) {
                return port;
            }
        }
        List<String> names = ports.stream().map(Port::name).toList();
        throw new OipException(
                "input '" + name + "' is not one of the model's: " + String.join(", ", names));
    }

    private TensorValue value(Port port, Tensor tensor) throws OipException {
        Datatype expected = ModelPorts.datatype(port).orElse(null);
        if (expected == null) {
            throw new OipException(
                    "input '"
                            + port.name()
                            + "' is "
                            + port.type()
                            + ", which the protocol has no datatype for: the model can't be asked"
                            + " here");
        }
        if (tensor.datatype() != expected) {
            throw new OipException(
                    "input '"
                            + port.name()
                            + "': datatype "
                            + tensor.datatype()
                            + ", expected "
                            + expected);
        }
        if (port.dimensions().isPresent()) {
            checkShape(port, port.dimensions().get(), tensor.shape());
        }
        ElementType element = port.element().orElseThrow();
        return element == ElementType.STRING
                ? TensorValue.of(tensor.texts(), tensor.shape())
                : TensorValue.of(element, tensor.shape(), tensor.data());
    }

    private void checkShape(Port port, List<String> dimensions, List<Long> shape)
            throws OipException {
        boolean fits = dimensions.size() == shape.size();
        for (int i = 0; fits && i < shape.size(); i++) {
            fits =
                    ModelPorts.isOpen(dimensions.get(i))
                            || Long.parseLong(dimensions.get(i)) == shape.get(i);
        }
        if (!fits) {
            throw new OipException(
                    "input '"
                            + port.name()
                            + "': shape "
                            + shape
                            + ", expected ["
                            + String.join(", ", dimensions)
                            + "]");
        }
        for (int i = 0; i < shape.size(); i++) {
            if (ModelPorts.isNamed(dimensions.get(i))) {
                choose(port.name(), dimensions.get(i), shape.get(i));
            }
        }
    }

    private void choose(String input, String dimension, long size) throws OipException {
        Chosen before = chosen.putIfAbsent(dimension, new Chosen(size, input));
        if (before != null && before.size != size) {
            throw new OipException(
                    "input '"
                            + input
                            + "': "
                            + dimension
                            + " is "
                            + size
                            + ", but "
                            + before.size
                            + " in input '"
                            + before.input
                            + "'");
        }
    }
}
