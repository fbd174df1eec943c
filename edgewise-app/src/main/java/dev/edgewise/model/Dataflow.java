package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// Which node of a graph reads what from which. A node with subgraphs (If, Loop, Scan) also reads
/// what these take from outside. Nodes go by their place in the file.
final class Dataflow {

    private static final Set<String> RANDOM =
            Set.of(
                    "RandomNormal",
                    "RandomUniform",
                    "RandomNormalLike",
                    "RandomUniformLike",
                    "Multinomial",
                    "Bernoulli");

    private final List<NodeProto> nodes;
    private final Map<String, FunctionProto> functions = new HashMap<>();
    private final Set<String> stored = new HashSet<>();
    private final List<Set<String>> reads = new ArrayList<>();
    private final Map<String, Integer> makers = new HashMap<>();
    private final BitSet constant = new BitSet();

    Dataflow(ModelProto model) {
        GraphProto graph = model.getGraph();
        nodes = graph.getNodeList();
        model.getFunctionsList().forEach(f -> functions.put(f.getDomain() + ":" + f.getName(), f));
        stored.addAll(stored(graph));
        for (int i = 0; i < nodes.size(); i++) {
            for (String output : nodes.get(i).getOutputList()) {
                if (!output.isEmpty()) {
                    makers.put(output, i);
                }
            }
            Set<String> names = new LinkedHashSet<>();
            addReads(nodes.get(i), names);
            reads.add(names);
        }
        for (int i = 0; i < nodes.size(); i++) {
            if (reads.get(i).stream().allMatch(this::isConstant) && !draws(nodes.get(i))) {
                constant.set(i);
            }
        }
    }

    private static Set<String> stored(GraphProto graph) {
        Set<String> names = new HashSet<>();
        graph.getInitializerList().stream().map(TensorProto::getName).forEach(names::add);
        graph.getSparseInitializerList().stream()
                .map(SparseTensorProto::getValues)
                .map(TensorProto::getName)
                .forEach(names::add);
        return names;
    }

    private static void addReads(NodeProto node, Set<String> names) {
        names.addAll(node.getInputList());
        names.remove("");
        subgraphs(node).forEach(graph -> names.addAll(captured(graph)));
    }

    /// What a subgraph takes from outside.
    private static Set<String> captured(GraphProto graph) {
        Set<String> own = stored(graph);
        graph.getInputList().forEach(input -> own.add(input.getName()));
        Set<String> names = new LinkedHashSet<>();
        for (NodeProto node : graph.getNodeList()) {
            addReads(node, names);
            own.addAll(node.getOutputList());
        }
        graph.getOutputList().forEach(output -> names.add(output.getName()));
        names.removeAll(own);
        return names;
    }

    static Stream<GraphProto> subgraphs(NodeProto node) {
        return node.getAttributeList().stream()
                .flatMap(
                        attribute ->
                                Stream.concat(one(attribute), attribute.getGraphsList().stream()));
    }

    private static Stream<GraphProto> one(AttributeProto attribute) {
        return attribute.hasG() ? Stream.of(attribute.getG()) : Stream.empty();
    }

    /// Whether a node draws random numbers: then it is no constant, whatever it reads.
    private boolean draws(NodeProto node) {
        return inside(node).anyMatch(inner -> RANDOM.contains(inner.getOpType()));
    }

    /// A node itself, and then all that is inside it: nodes of its subgraphs, and of the file's
    /// own function that it calls.
    Stream<NodeProto> inside(NodeProto node) {
        FunctionProto function = functions.get(node.getDomain() + ":" + node.getOpType());
        Stream<NodeProto> called =
                function == null ? Stream.empty() : function.getNodeList().stream();
        return Stream.concat(
                Stream.of(node),
                Stream.concat(subgraphs(node).flatMap(g -> g.getNodeList().stream()), called)
                        .flatMap(this::inside));
    }

    List<NodeProto> nodes() {
        return nodes;
    }

    /// What node `i` reads.
    Set<String> reads(int i) {
        return reads.get(i);
    }

    /// The node that makes `tensor`, if one does.
    OptionalInt maker(String tensor) {
        Integer maker = makers.get(tensor);
        return maker == null ? OptionalInt.empty() : OptionalInt.of(maker);
    }

    /// Whether `tensor` is stored in the file.
    boolean isStored(String tensor) {
        return stored.contains(tensor);
    }

    /// Whether `tensor` is the same in every run: stored, or made of such alone.
    boolean isConstant(String tensor) {
        Integer maker = makers.get(tensor);
        return maker == null ? stored.contains(tensor) : constant.get(maker);
    }

    /// Whether node `i` makes constants.
    boolean isConstant(int i) {
        return constant.get(i);
    }

    /// The nodes that `tensors` are made by, and of.
    BitSet ancestors(Collection<String> tensors) {
        BitSet seen = new BitSet();
        Deque<String> open = new ArrayDeque<>(tensors);
        while (!open.isEmpty()) {
            Integer maker = makers.get(open.pop());
            if (maker != null && !seen.get(maker)) {
                seen.set(maker);
                open.addAll(reads.get(maker));
            }
        }
        return seen;
    }

    /// The nodes that `tensors` are made by, and of, without those that make constants.
    BitSet computing(Collection<String> tensors) {
        BitSet nodes = ancestors(tensors);
        nodes.andNot(constant);
        return nodes;
    }

    /// The nodes that make those of `tensors` that are constants.
    BitSet constantsFor(Collection<String> tensors) {
        BitSet nodes = ancestors(tensors.stream().filter(this::isConstant).toList());
        nodes.and(constant);
        return nodes;
    }

    /// The tensors that nodes make of the inputs, in the order of the file.
    List<String> tensors() {
        List<String> tensors = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (!constant.get(i)) {
                nodes.get(i).getOutputList().stream()
                        .filter(output -> !output.isEmpty())
                        .forEach(tensors::add);
            }
        }
        return tensors;
    }
}
