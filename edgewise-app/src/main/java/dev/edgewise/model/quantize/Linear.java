package dev.edgewise.model.quantize;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A node that multiplies what comes with constant weights and adds a constant bias: Conv, Gemm or
/// MatMul. Gemm's factors alpha and beta are in the weights and the bias here.
final class Linear {

    private static final Set<String> OPERATORS = Set.of("Conv", "Gemm", "MatMul");

    private final NodeProto node;
    private final Constant weight;
    private final int axis;
    private final float[] bias;

    Linear(NodeProto node, Constant weight, int axis, float[] bias) {
        this.node = node;
        this.weight = weight;
        this.axis = axis;
        this.bias = bias;
    }

    /// What `node` of `graph` is as such a node; nothing if it is none.
    static Optional<Linear> of(Graph graph, NodeProto node) {
        if (!OPERATORS.contains(node.getOpType())
                || !node.getDomain().isEmpty()
                || node.getInputCount() < 2
                || graph.constant(node.getInput(0)).isPresent()) {
            return Optional.empty();
        }
        Optional<Constant> weight = graph.constant(node.getInput(1));
        return weight.flatMap(
                values ->
                        switch (node.getOpType()) {
                            case "Conv" -> conv(graph, node, values);
                            case "Gemm" -> gemm(graph, node, values);
                            default -> matMul(node, values);
                        });
    }

    private static Optional<Linear> conv(Graph graph, NodeProto node, Constant weight) {
        if (weight.shape().length < 3) {
            return Optional.empty();
        }
        return bias(graph, node, weight.shape()[0], 1)
                .map(bias -> new Linear(node, weight, 0, bias));
    }

    private static Optional<Linear> gemm(Graph graph, NodeProto node, Constant weight) {
        if (weight.shape().length != 2 || whole(node, "transA") != 0) {
            return Optional.empty();
        }
        int axis = whole(node, "transB") == 0 ? 1 : 0;
        float alpha = number(node, "alpha");
        float[] values = weight.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= alpha;
        }
        return bias(graph, node, weight.shape()[axis], number(node, "beta"))
                .map(bias -> new Linear(node, new Constant(values, weight.shape()), axis, bias));
    }

    private static Optional<Linear> matMul(NodeProto node, Constant weight) {
        return weight.shape().length == 2
                ? Optional.of(new Linear(node, weight, 1, new float[0]))
                : Optional.empty();
    }

    private static Optional<float[]> bias(Graph graph, NodeProto node, int channels, float factor) {
        if (node.getInputCount() < 3 || node.getInput(2).isEmpty()) {
            return Optional.of(new float[0]);
        }
        return graph.constant(node.getInput(2))
                .flatMap(bias -> bias.perChannel(channels, 0))
                .map(
                        numbers -> {
                            float[] bias = new float[channels];
                            for (int i = 0; i < channels; i++) {
                                bias[i] = (float) (factor * numbers[i]);
                            }
                            return bias;
                        });
    }

    private static long whole(NodeProto node, String attribute) {
        return Graph.attribute(node, attribute).map(AttributeProto::getI).orElse(0L);
    }

    private static float number(NodeProto node, String attribute) {
        return Graph.attribute(node, attribute).map(AttributeProto::getF).orElse(1f);
    }

    /// The channels of the output.
    int channels() {
        return weight.shape()[axis];
    }

    /// How many axes of the output follow the one that counts its channels.
    int behind() {
        return isConv() ? weight.shape().length - 2 : 0;
    }

    boolean isConv() {
        return node.getOpType().equals("Conv");
    }

    /// Whether it can take a bias.
    boolean takesBias() {
        return !node.getOpType().equals("MatMul");
    }

    /// The tensor that it multiplies.
    String input() {
        return node.getInput(0);
    }

    /// The tensor that it makes.
    String output() {
        return node.getOutput(0);
    }

    /// This node with other inputs and another output.
    NodeProto with(List<String> inputs, String output) {
        NodeProto.Builder builder =
                node.toBuilder().clearInput().clearOutput().addAllInput(inputs).addOutput(output);
        for (int i = builder.getAttributeCount() - 1; i >= 0; i--) {
            String name = builder.getAttribute(i).getName();
            if (name.equals("alpha") || name.equals("beta")) {
                builder.removeAttribute(i);
            }
        }
        return builder.build();
    }

    /// As it stands in the graph.
    NodeProto node() {
        return node;
    }

    /// Its weights.
    Constant weight() {
        return weight;
    }

    /// The axis of the weights that counts the output's channels.
    int axis() {
        return axis;
    }

    /// A number a channel; empty if there is none.
    float[] bias() {
        return bias;
    }
}
