package dev.edgewise.model.quantize;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A model's graph, to be changed: nodes in the order in which they run, and constants by name. A
/// node is known by the first tensor that it makes.
final class Graph {

    private final ModelProto model;
    private final List<NodeProto> nodes;
    private final Map<String, TensorProto> constants = new LinkedHashMap<>();

    /// Tensors whose names and values the outside relies on.
    private final Set<String> pinned = new HashSet<>();

    private final Set<String> names = new HashSet<>();

    Graph(ModelProto model) {
        this.model = model;
        GraphProto graph = model.getGraph();
        nodes = new ArrayList<>(graph.getNodeList());
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        graph.getInputList().forEach(input -> names.add(input.getName()));
        graph.getOutputList().forEach(output -> pinned.add(output.getName()));
        for (NodeProto node : nodes) {
            names.addAll(node.getOutputList());
            inner(node).forEach(this::pin);
        }
        names.addAll(constants.keySet());
        names.addAll(pinned);
    }

    private static List<GraphProto> inner(NodeProto node) {
        List<GraphProto> graphs = new ArrayList<>();
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG()) {
                graphs.add(attribute.getG());
            }
            graphs.addAll(attribute.getGraphsList());
        }
        return graphs;
    }

    /// A branch or a loop's body reads tensors around it by their names.
    private void pin(GraphProto body) {
        body.getOutputList().forEach(output -> pinned.add(output.getName()));
        for (NodeProto node : body.getNodeList()) {
            pinned.addAll(node.getInputList());
            inner(node).forEach(this::pin);
        }
    }

    /// The nodes, in the order in which they run.
    List<NodeProto> nodes() {
        return List.copyOf(nodes);
    }

    /// The names of the inputs that must be given.
    List<String> inputs() {
        return model.getGraph().getInputList().stream()
                .map(ValueInfoProto::getName)
                .filter(name -> !constants.containsKey(name))
                .toList();
    }

    /// Keeps tensor `name` as it is.
    void pin(String name) {
        pinned.add(name);
    }

    /// Whether tensor `name` must stay what it is, read or not.
    boolean pinned(String name) {
        return pinned.contains(name);
    }

    /// Whether there is a tensor called `name`.
    boolean has(String name) {
        return names.contains(name);
    }

    /// The nodes that read tensor `name`, each once.
    List<NodeProto> readers(String name) {
        return nodes.stream().filter(node -> node.getInputList().contains(name)).toList();
    }

    /// The node that alone reads tensor `name`, if there is one and it isn't pinned.
    Optional<NodeProto> onlyReader(String name) {
        List<NodeProto> readers = readers(name);
        return readers.size() == 1 && !pinned(name)
                ? Optional.of(readers.getFirst())
                : Optional.empty();
    }

    /// The float32 constant called `name`, be it an initializer or what a Constant node makes.
    Optional<Constant> constant(String name) {
        TensorProto initializer = constants.get(name);
        if (initializer != null) {
            return Constant.of(initializer);
        }
        for (NodeProto node : nodes) {
            if (node.getOpType().equals("Constant") && node.getOutput(0).equals(name)) {
                return attribute(node, "value")
                        .filter(AttributeProto::hasT)
                        .flatMap(value -> Constant.of(value.getT()));
            }
        }
        return Optional.empty();
    }

    /// What node `node` is told as `name`.
    static Optional<AttributeProto> attribute(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }

    /// A name like `wanted` that no tensor has yet; it is taken from now on.
    String fresh(String wanted) {
        String name = wanted;
        for (int i = 2; !names.add(name); i++) {
            name = wanted + "." + i;
        }
        return name;
    }

    /// Adds a constant, called `wanted` or nearly so; its name.
    String add(String wanted, TensorProto.Builder tensor) {
        String name = fresh(wanted);
        constants.put(name, tensor.setName(name).build());
        return name;
    }

    /// Puts `others` in the place of the node that makes tensor `made`.
    void replace(String made, NodeProto... others) {
        int at = at(made);
        nodes.remove(at);
        nodes.addAll(at, List.of(others));
    }

    private int at(String made) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).getOutputList().contains(made)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no node makes tensor " + made);
    }

    /// Puts `rewritten` in the place of all nodes.
    void nodes(List<NodeProto> rewritten) {
        nodes.clear();
        nodes.addAll(rewritten);
    }

    /// The model as it is now, without the constants that nothing reads any more. What the file
    /// said of the shapes of tensors on the way is left out: it may not hold any more.
    ModelProto model() {
        Set<String> read = new HashSet<>(pinned);
        nodes.forEach(node -> read.addAll(node.getInputList()));
        List<NodeProto> kept =
                nodes.stream()
                        .filter(
                                node ->
                                        !node.getOpType().equals("Constant")
                                                || read.contains(node.getOutput(0)))
                        .toList();
        GraphProto.Builder graph =
                model.getGraph().toBuilder()
                        .clearNode()
                        .clearInitializer()
                        .clearInput()
                        .clearValueInfo()
                        .addAllNode(kept);
        Set<String> gone = new HashSet<>();
        model.getGraph().getInitializerList().forEach(tensor -> gone.add(tensor.getName()));
        for (TensorProto constant : constants.values()) {
            if (read.contains(constant.getName())) {
                graph.addInitializer(constant);
                gone.remove(constant.getName());
            }
        }
        for (ValueInfoProto input : model.getGraph().getInputList()) {
            if (!gone.contains(input.getName())) {
                graph.addInput(input);
            }
        }
        return model.toBuilder().setGraph(graph).build();
    }
}
