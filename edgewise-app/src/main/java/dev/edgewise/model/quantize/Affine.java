package dev.edgewise.model.quantize;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.Optional;

/// What a node does to each channel of a tensor that it alone reads: x * factor + shift.
final class Affine {

    private static final float EPSILON = 1e-5f;

    private final NodeProto node;
    private final double[] factor;
    private final double[] shift;

    Affine(NodeProto node, double[] factor, double[] shift) {
        this.node = node;
        this.factor = factor;
        this.shift = shift;
    }

    /// What `node` does to tensor `input`, the output of `linear`; nothing if it isn't that.
    static Optional<Affine> of(Graph graph, NodeProto node, Linear linear) {
        if (!node.getDomain().isEmpty()) {
            return Optional.empty();
        }
        return switch (node.getOpType()) {
            case "BatchNormalization" -> normalization(graph, node, linear);
            case "Mul", "Div", "Add", "Sub" -> arithmetic(graph, node, linear);
            default -> Optional.empty();
        };
    }

    private static Optional<Affine> normalization(Graph graph, NodeProto node, Linear linear) {
        // Gemm's and MatMul's channels are on the last axis, batch norm's on the second.
        boolean sameAxis = linear.isConv() || linear.node().getOpType().equals("Gemm");
        if (!sameAxis
                || node.getInputCount() != 5
                || node.getOutputList().stream().filter(name -> !name.isEmpty()).count() != 1
                || !node.getInput(0).equals(linear.output())) {
            return Optional.empty();
        }
        int channels = linear.channels();
        double[][] facts = new double[4][];
        for (int i = 0; i < facts.length; i++) {
            Optional<double[]> fact =
                    graph.constant(node.getInput(i + 1)).flatMap(c -> c.perChannel(channels, 0));
            if (fact.isEmpty()) {
                return Optional.empty();
            }
            facts[i] = fact.get();
        }
        double epsilon = Graph.attribute(node, "epsilon").map(AttributeProto::getF).orElse(EPSILON);
        double[] factor = new double[channels];
        double[] shift = new double[channels];
        for (int i = 0; i < channels; i++) {
            factor[i] = facts[0][i] / Math.sqrt(facts[3][i] + epsilon);
            shift[i] = facts[1][i] - facts[2][i] * factor[i];
        }
        return Optional.of(new Affine(node, factor, shift));
    }

    private static Optional<Affine> arithmetic(Graph graph, NodeProto node, Linear linear) {
        boolean first = node.getInput(0).equals(linear.output());
        String operand = node.getInput(first ? 1 : 0);
        if (!first && node.getOpType().equals("Div")) {
            return Optional.empty();
        }
        return graph.constant(operand)
                // A constant with more axes than the tensor would give the result more axes.
                .filter(c -> c.shape().length <= linear.behind() + 2)
                .flatMap(c -> c.perChannel(linear.channels(), linear.behind()))
                .map(numbers -> arithmetic(node, first, numbers));
    }

    private static Affine arithmetic(NodeProto node, boolean first, double[] numbers) {
        double[] factor = new double[numbers.length];
        double[] shift = new double[numbers.length];
        Arrays.fill(factor, 1);
        for (int i = 0; i < numbers.length; i++) {
            switch (node.getOpType()) {
                case "Mul" -> factor[i] = numbers[i];
                case "Div" -> factor[i] = 1 / numbers[i];
                case "Add" -> shift[i] = numbers[i];
                default -> {
                    factor[i] = first ? 1 : -1;
                    shift[i] = first ? -numbers[i] : numbers[i];
                }
            }
        }
        return new Affine(node, factor, shift);
    }

    /// Whether it does nothing but multiply.
    boolean multiplies() {
        return Arrays.stream(shift).allMatch(s -> s == 0);
    }

    /// Which one does it.
    NodeProto node() {
        return node;
    }

    /// A number a channel.
    double[] factor() {
        return factor;
    }

    /// A number a channel.
    double[] shift() {
        return shift;
    }
}
