package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Types and shapes of tensors inside a model, found by running it: once with the shapes that are
/// asked for, once with other values, and once more for each size that the caller chooses, with
/// that size changed. A size that changed with the caller's, and is the same, bears its name; one
/// that changed otherwise is left open; the rest are fixed.
final class OpenSizes {

    private static final String OPEN = "?";

    private final OnnxFile file;
    private final Map<String, List<Long>> chosen;
    private final List<Map<String, List<Long>>> tried = new ArrayList<>();
    private final Map<String, TensorValue> values = new HashMap<>();
    private final Map<String, List<String>> sizes = new HashMap<>();

    /// @param tensors made by nodes
    /// @param chosen the shapes of inputs, by name, where it shouldn't be 1 for each open size
    OpenSizes(OnnxFile file, Collection<String> tensors, Map<String, List<Long>> chosen)
            throws ModelException {
        this.file = file;
        this.chosen = chosen;
        try (GraphTrace trace = GraphTrace.of(file, tensors, false)) {
            Map<String, TensorValue> inputs = trace.randomInputs(chosen, 1);
            trace.run(inputs, values::put);
            tried.add(chosen);
            values.forEach(
                    (name, value) ->
                            sizes.put(
                                    name,
                                    new ArrayList<>(
                                            value.shape().stream().map(String::valueOf).toList())));
            compare(trace, chosen, 2, "", 0, 0);
            vary(trace, inputs);
        }
    }

    /// The shapes of inputs that it could be run with; those that were asked for come first.
    List<Map<String, List<Long>>> tried() {
        return List.copyOf(tried);
    }

    /// The values of `tensor` in the first run.
    ///
    /// @throws ModelException if it has none, because it is a sequence, or of a type that Java
    /// can't hand over
    TensorValue value(String tensor) throws ModelException {
        TensorValue value = values.get(tensor);
        if (value == null) {
            throw new ModelException(
                    file.source()
                            + ": '"
                            + tensor
                            + "' is a sequence, or of a type that Java can't hand over: it can't"
                            + " cross a cut");
        }
        return value;
    }

    /// What a file declares of `tensor`, which has a [#value].
    ValueInfoProto declared(String tensor) {
        TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder();
        TensorValue value = values.get(tensor);
        List<String> dimensions = sizes.get(tensor);
        if (value != null) {
            type.setElemType(value.type().number());
        }
        if (dimensions != null) {
            TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
            for (String dimension : dimensions) {
                if (Port.isSize(dimension)) {
                    shape.addDimBuilder().setDimValue(Long.parseLong(dimension));
                } else if (dimension.startsWith(OPEN)) {
                    shape.addDimBuilder();
                } else {
                    shape.addDimBuilder().setDimParam(dimension);
                }
            }
            type.setShape(shape);
        }
        return ValueInfoProto.newBuilder()
                .setName(tensor)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }

    /// Changes each size that the caller chooses, one after another.
    private void vary(GraphTrace trace, Map<String, TensorValue> inputs) {
        Map<String, List<int[]>> places = new LinkedHashMap<>();
        List<Port> ports = file.inputs();
        for (int p = 0; p < ports.size(); p++) {
            List<String> dimensions = ports.get(p).dimensions().orElse(List.of());
            for (int d = 0; d < dimensions.size(); d++) {
                if (!Port.isSize(dimensions.get(d))) {
                    String name = dimensions.get(d);
                    String key = name.equals(OPEN) ? OPEN + p + "," + d : name;
                    places.computeIfAbsent(key, k -> new ArrayList<>()).add(new int[] {p, d});
                }
            }
        }
        places.forEach(
                (key, where) -> {
                    long base = size(inputs, ports, where.getFirst());
                    boolean same = where.stream().allMatch(w -> size(inputs, ports, w) == base);
                    if (!same || !changed(trace, inputs, ports, key, where, base)) {
                        // Nothing is known of what depends on this size.
                        sizes.values().forEach(own -> own.replaceAll(size -> OPEN));
                    }
                });
    }

    private static long size(Map<String, TensorValue> inputs, List<Port> ports, int[] place) {
        TensorValue value = inputs.get(ports.get(place[0]).name());
        return value == null ? -1 : value.shape().get(place[1]);
    }

    private boolean changed(
            GraphTrace trace,
            Map<String, TensorValue> inputs,
            List<Port> ports,
            String key,
            List<int[]> where,
            long base) {
        for (long next : List.of(base + 1, 2 * base, 2 * base + 1)) {
            Map<String, List<Long>> shapes = new HashMap<>(chosen);
            for (int[] place : where) {
                String input = ports.get(place[0]).name();
                TensorValue value = inputs.get(input);
                if (value != null) {
                    List<Long> shape = new ArrayList<>(shapes.getOrDefault(input, value.shape()));
                    shape.set(place[1], next);
                    shapes.put(input, shape);
                }
            }
            try {
                compare(trace, shapes, 3, key, base, next);
                tried.add(shapes);
                return true;
            } catch (ModelException e) {
                // The model doesn't take this size; perhaps it takes the next.
            }
        }
        return false;
    }

    /// Runs it again, and notes which sizes are others now.
    private void compare(
            GraphTrace trace,
            Map<String, List<Long>> shapes,
            long seed,
            String key,
            long base,
            long next)
            throws ModelException {
        Map<String, TensorValue> again = new HashMap<>();
        trace.run(trace.randomInputs(shapes, seed), again::put);
        again.forEach(
                (name, value) -> {
                    List<String> own = sizes.get(name);
                    TensorValue first = values.get(name);
                    if (own == null || first == null) {
                        return;
                    }
                    if (first.shape().size() != value.shape().size()) {
                        sizes.remove(name);
                        return;
                    }
                    for (int d = 0; d < own.size(); d++) {
                        long before = first.shape().get(d);
                        long after = value.shape().get(d);
                        if (before != after) {
                            boolean named =
                                    !key.isEmpty()
                                            && before == base
                                            && after == next
                                            && Port.isSize(own.get(d));
                            own.set(d, named ? key : OPEN);
                        }
                    }
                });
    }
}
