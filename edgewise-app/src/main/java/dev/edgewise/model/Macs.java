package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How many multiplications with addition (MACs) a node takes, by the shapes of what it reads and
/// makes: those of convolutions, matrix products and recurrent layers, where nearly all are.
final class Macs {

    private final Function<String, @Nullable List<Long>> shapes;

    /// @param shapes the shape of a tensor by its name, or null where it isn't known
    Macs(Function<String, @Nullable List<Long>> shapes) {
        this.shapes = shapes;
    }

    /// Whether there is anything to count in such a node.
    static boolean counts(NodeProto node) {
        return switch (node.getOpType()) {
            case "Conv",
                    "FusedConv",
                    "ConvInteger",
                    "QLinearConv",
                    "ConvTranspose",
                    "Gemm",
                    "MatMul",
                    "MatMulInteger",
                    "QLinearMatMul",
                    "RNN",
                    "GRU",
                    "LSTM" ->
                    true;
            default -> false;
        };
    }

    /// The MACs of one run of `node`; nothing if a shape that it takes isn't known.
    OptionalLong of(NodeProto node) {
        try {
            return OptionalLong.of(count(node));
        } catch (Unknown e) {
            return OptionalLong.empty();
        }
    }

    private long count(NodeProto node) throws Unknown {
        return switch (node.getOpType()) {
            case "Conv", "FusedConv", "ConvInteger" -> convolution(node, 1);
            case "QLinearConv" -> convolution(node, 3);
            case "ConvTranspose" -> product(input(node, 0)) * perChannel(input(node, 1));
            case "Gemm" -> {
                List<Long> a = input(node, 0);
                yield product(output(node)) * a.get(attribute(node, "transA") == 0 ? 1 : 0);
            }
            case "MatMul", "MatMulInteger", "QLinearMatMul" ->
                    product(output(node)) * input(node, 0).getLast();
            case "RNN", "GRU", "LSTM" -> {
                List<Long> x = input(node, 0);
                long weights = product(input(node, 1)) + product(input(node, 2));
                yield x.get(0) * x.get(1) * weights;
            }
            default -> 0;
        };
    }

    private long convolution(NodeProto node, int weights) throws Unknown {
        return product(output(node)) * perChannel(input(node, weights));
    }

    /// Weights [channels, channels of a group, kernel...]: how many a channel has.
    private static long perChannel(List<Long> weights) {
        return product(weights.subList(1, weights.size()));
    }

    private List<Long> input(NodeProto node, int i) throws Unknown {
        return known(i < node.getInputCount() ? node.getInput(i) : "");
    }

    /// The shape of the first output that isn't left out.
    private List<Long> output(NodeProto node) throws Unknown {
        return known(node.getOutput(0));
    }

    private List<Long> known(String tensor) throws Unknown {
        List<Long> shape = shapes.apply(tensor);
        if (shape == null) {
            throw new Unknown();
        }
        return shape;
    }

    private static long attribute(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .mapToLong(AttributeProto::getI)
                .findFirst()
                .orElse(0);
    }

    private static long product(List<Long> shape) {
        return TensorValue.count(shape);
    }

    /// A shape isn't known.
    private static final class Unknown extends Exception {

        private static final long serialVersionUID = 1;
    }
}
