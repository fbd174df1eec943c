package dev.edgewise.model.quantize;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which nodes of a graph run in whole numbers, and which tensors are whole numbers for them.
///
/// Conv, Gemm and MatMul with constant weights do; so does what lies between them, where ONNX
/// Runtime's CPU kernels can: Add and Mul of two such tensors, Sigmoid and average pools, and what
/// only moves values about. A Relu or Clip behind one of them is done by the rounding that follows.
///
/// @param linear the layers, by the tensor that each makes
/// @param others the other nodes, by the tensor that each makes
/// @param made the tensors that these nodes make in whole numbers
/// @param tensors those that are rounded: what is made in whole numbers, and what is read so
/// @param shares the tensor whose range a moved one has
record IntegerPath(
        Map<String, Linear> linear,
        Set<String> others,
        Set<String> made,
        Set<String> tensors,
        Map<String, String> shares) {

    private static final Set<String> PAIRS = Set.of("Add", "Mul");
    private static final Set<String> CURVES = Set.of("Sigmoid", "AveragePool", "GlobalAveragePool");
    private static final Set<String> MOVES =
            Set.of("MaxPool", "Reshape", "Flatten", "Transpose", "Squeeze", "Unsqueeze");
    private static final Set<String> BOUNDS = Set.of("Relu", "Clip");

    /// The longest such path in `graph` behind tensor `from` (from the inputs on where that is
    /// empty), around the nodes that make the tensors `kept`.
    static IntegerPath of(Graph graph, String from, Set<String> kept) {
        Set<String> behind = behind(graph, from);
        Map<String, Linear> linear = new LinkedHashMap<>();
        Map<String, NodeProto> others = new LinkedHashMap<>();
        Map<String, String> results = new LinkedHashMap<>();
        Map<String, String> shares = new HashMap<>();
        Set<String> ready = new HashSet<>();
        for (NodeProto node : graph.nodes()) {
            String made = node.getOutputCount() == 0 ? "" : node.getOutput(0);
            if (!behind.contains(made) || kept.contains(made) || !node.getDomain().isEmpty()) {
                continue;
            }
            Optional<Linear> layer = Linear.of(graph, node);
            if (layer.isPresent()) {
                linear.put(made, layer.get());
            } else if (isWhole(node, ready)) {
                others.put(made, node);
                if (MOVES.contains(node.getOpType())) {
                    shares.put(made, node.getInput(0));
                }
            } else {
                continue;
            }
            String result = shares.containsKey(made) ? made : bounded(graph, made);
            results.put(made, result);
            ready.add(result);
        }
        drop(graph, linear, others, results);
        Set<String> whole = new LinkedHashSet<>();
        Set<String> tensors = new LinkedHashSet<>();
        for (Map.Entry<String, String> entry : results.entrySet()) {
            String node = entry.getKey();
            String result = entry.getValue();
            Linear layer = linear.get(node);
            if (layer != null) {
                tensors.add(layer.input());
            }
            // Gemm and MatMul can give floats at once, which is finer; Conv can't.
            if (others.containsKey(node)
                    || (layer != null
                            && (layer.isConv() || isRead(graph, result, linear, others)))) {
                whole.add(result);
            }
        }
        tensors.addAll(whole);
        shares.keySet().retainAll(others.keySet());
        return new IntegerPath(linear, others.keySet(), whole, tensors, shares);
    }

    /// The tensors that depend on `from`, and `from` itself.
    private static Set<String> behind(Graph graph, String from) {
        Set<String> behind = new HashSet<>(from.isEmpty() ? graph.inputs() : List.of(from));
        for (NodeProto node : graph.nodes()) {
            if (node.getInputList().stream().anyMatch(behind::contains)) {
                behind.addAll(node.getOutputList());
            }
        }
        if (!from.isEmpty()) {
            behind.remove(from);
        }
        return behind;
    }

    private static boolean isWhole(NodeProto node, Set<String> whole) {
        String operator = node.getOpType();
        if (PAIRS.contains(operator)) {
            return whole.containsAll(node.getInputList());
        }
        // A pool may also tell where it found each value: there is no such kernel.
        return (CURVES.contains(operator) || MOVES.contains(operator))
                && node.getOutputCount() == 1
                && whole.contains(node.getInput(0));
    }

    /// The tensor that a bound makes of `made`, or `made`.
    private static String bounded(Graph graph, String made) {
        return graph.onlyReader(made)
                .filter(reader -> BOUNDS.contains(reader.getOpType()))
                .filter(reader -> reader.getInput(0).equals(made))
                .map(reader -> reader.getOutput(0))
                .orElse(made);
    }

    /// Takes out, from the end on, the nodes whose whole numbers nobody needs.
    private static void drop(
            Graph graph,
            Map<String, Linear> linear,
            Map<String, NodeProto> others,
            Map<String, String> results) {
        List<String> order = new ArrayList<>(others.keySet());
        for (String made : order.reversed()) {
            String result = results.getOrDefault(made, made);
            if (!isRead(graph, result, linear, others)) {
                others.remove(made);
            }
        }
    }

    private static boolean isRead(
            Graph graph, String tensor, Map<String, Linear> linear, Map<String, NodeProto> others) {
        return graph.readers(tensor).stream()
                .map(reader -> reader.getOutput(0))
                .anyMatch(made -> linear.containsKey(made) || others.containsKey(made));
    }

    /// The tensor whose range `tensor` has: itself, unless it was only moved.
    String ranged(String tensor) {
        String ranged = tensor;
        while (shares.containsKey(ranged)) {
            ranged = shares.get(ranged);
        }
        return ranged;
    }

    /// What can be kept in floating point: the layers and the nodes that calculate.
    List<String> choices() {
        List<String> choices = new ArrayList<>(linear.keySet());
        others.stream().filter(made -> !shares.containsKey(made)).forEach(choices::add);
        return choices;
    }
}
