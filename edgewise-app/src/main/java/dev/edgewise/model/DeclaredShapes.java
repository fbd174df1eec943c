package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a file declares of its outputs and of tensors inside it, held against a run.
final class DeclaredShapes implements AutoCloseable {

    private final Map<String, Port> declared = new LinkedHashMap<>();
    private final GraphTrace trace;

    DeclaredShapes(OnnxFile file) throws ModelException {
        Set<String> made = Set.copyOf(new Dataflow(file.model()).tensors());
        Map<String, Port> inside = new LinkedHashMap<>();
        for (ValueInfoProto value : file.graph().getValueInfoList()) {
            inside.put(value.getName(), Port.of(value));
        }
        file.outputs().forEach(output -> inside.put(output.name(), output));
        inside.keySet().retainAll(made);
        trace = GraphTrace.of(file, inside.keySet(), false);
        // The inputs come first: they say which size a name stands for.
        file.inputs().forEach(input -> declared.put(input.name(), input));
        declared.putAll(inside);
    }

    /// How many tensors are declared: inputs and those that nodes make.
    int count() {
        return declared.size();
    }

    /// Runs the model, and tells of the first tensor that isn't as it is declared. A tensor whose
    /// shape is another with other values is left out: random ones can't show what it should be.
    ///
    /// @throws ModelException if it can't be run on such inputs
    Optional<String> firstWrong(Map<String, List<Long>> shapes) throws ModelException {
        Map<String, TensorValue> first = run(shapes, 1);
        Map<String, TensorValue> second = run(shapes, 2);
        Map<String, TensorValue> third = run(shapes, 3);
        Map<String, Long> named = new HashMap<>();
        for (Port port : declared.values()) {
            String name = port.name();
            TensorValue value = first.get(name);
            if (value != null
                    && port.element().isPresent()
                    && shape(second.get(name)).equals(value.shape())
                    && shape(third.get(name)).equals(value.shape())) {
                Optional<String> wrong = wrong(port, value, named);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        return Optional.empty();
    }

    /// The inputs, and what the model makes of them.
    private Map<String, TensorValue> run(Map<String, List<Long>> shapes, long seed)
            throws ModelException {
        Map<String, TensorValue> inputs = trace.randomInputs(shapes, seed);
        Map<String, TensorValue> values = new HashMap<>(inputs);
        trace.run(inputs, values::put);
        return values;
    }

    private static List<Long> shape(@Nullable TensorValue value) {
        return value == null ? List.of() : value.shape();
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
