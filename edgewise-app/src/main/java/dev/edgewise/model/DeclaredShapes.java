package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a file declares of its outputs and of tensors inside it, held against a run.
final class DeclaredShapes implements AutoCloseable {

    private final OnnxFile file;
    private final Map<String, Port> declared = new LinkedHashMap<>();
    private final GraphTrace trace;

    DeclaredShapes(OnnxFile file) throws ModelException {
        this.file = file;
        Set<String> made = Set.copyOf(new Dataflow(file.model()).tensors());
        for (ValueInfoProto value : file.graph().getValueInfoList()) {
            declared.put(value.getName(), Port.of(value));
        }
        file.outputs().forEach(output -> declared.put(output.name(), output));
        declared.keySet().retainAll(made);
        trace = GraphTrace.of(file, declared.keySet(), false);
    }

    /// How many tensors are declared: inputs and those that nodes make.
    int count() {
        return declared.size() + file.inputs().size();
    }

    /// Runs the model, and tells of the first tensor that isn't as it is declared.
    ///
    /// @throws ModelException if it can't be run on such inputs
    Optional<String> firstWrong(Map<String, List<Long>> shapes) throws ModelException {
        Map<String, TensorValue> inputs = trace.randomInputs(shapes, 1);
        Map<String, Long> named = new HashMap<>();
        for (Port input : file.inputs()) {
            TensorValue value = inputs.get(input.name());
            if (value != null) {
                Optional<String> wrong = wrong(input, value, named);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        Map<String, TensorValue> values = new HashMap<>();
        trace.run(inputs, values::put);
        for (Port port : declared.values()) {
            TensorValue value = values.get(port.name());
            if (value != null && port.element().isPresent()) {
                Optional<String> wrong = wrong(port, value, named);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        return Optional.empty();
    }

    /// @param named the sizes that have a name, as far as they are known; those seen are added
    private static Optional<String> wrong(Port port, TensorValue value, Map<String, Long> named) {
        boolean fits = port.element().filter(value.type()::equals).isPresent();
        if (port.dimensions().isPresent()) {
            List<String> dimensions = port.dimensions().get();
            fits &= dimensions.size() == value.shape().size();
            for (int d = 0; fits && d < dimensions.size(); d++) {
                String dimension = dimensions.get(d);
                long size = value.shape().get(d);
                if (Port.isSize(dimension)) {
                    fits = dimension.equals(Long.toString(size));
                } else if (!dimension.equals("?")) {
                    Long known = named.putIfAbsent(dimension, size);
                    fits = known == null || known == size;
                }
            }
        }
        return fits
                ? Optional.empty()
                : Optional.of(
                        "'%s' is declared as %s, and is %s in a run%s"
                                .formatted(
                                        port.name(),
                                        port.typeAndShape(),
                                        value,
                                        named.isEmpty() ? "" : " with " + sizes(named)));
    }

    private static String sizes(Map<String, Long> named) {
        return String.join(
                ", ",
                named.entrySet().stream().map(e -> e.getKey() + " = " + e.getValue()).toList());
    }

    @Override
    public void close() {
        trace.close();
    }
}
