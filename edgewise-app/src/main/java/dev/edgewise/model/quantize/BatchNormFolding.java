package dev.edgewise.model.quantize;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Moves what follows a convolution or a dense layer, and only multiplies and shifts each channel,
/// into its weights and bias: batch norm as it recognises, and Mul, Div, Add and Sub with
/// constants. The graph computes the same, with fewer nodes. A MatMul, which has no bias, takes in
/// factors only.
final class BatchNormFolding {

    private BatchNormFolding() {}

    /// `model` with everything folded that can be, but tensor `kept`.
    static ModelProto fold(ModelProto model, String kept) {
        Graph graph = new Graph(model);
        graph.pin(kept);
        for (NodeProto node : graph.nodes()) {
            String made = node.getOutputCount() == 0 ? "" : node.getOutput(0);
            boolean more = true;
            while (more) {
                Optional<NodeProto> now = maker(graph, made);
                Optional<Linear> linear = now.flatMap(n -> Linear.of(graph, n));
                Optional<Affine> affine =
                        linear.flatMap(
                                l ->
                                        graph.onlyReader(l.output())
                                                .flatMap(reader -> Affine.of(graph, reader, l)));
                more =
                        affine.isPresent()
                                && (linear.get().takesBias() || affine.get().multiplies());
                if (more) {
                    fold(graph, linear.get(), affine.get());
                    made = affine.get().node().getOutput(0);
                }
            }
        }
        return graph.model();
    }

    private static Optional<NodeProto> maker(Graph graph, String tensor) {
        return graph.nodes().stream()
                .filter(node -> node.getOutputCount() > 0 && node.getOutput(0).equals(tensor))
                .findFirst();
    }

    private static void fold(Graph graph, Linear linear, Affine affine) {
        Constant weight = linear.weight();
        float[] values = new float[weight.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    (float) (weight.values()[i] * affine.factor()[weight.along(linear.axis(), i)]);
        }
        List<String> inputs = new ArrayList<>();
        inputs.add(linear.input());
        String name = linear.node().getInput(1);
        inputs.add(graph.add(name + ".folded", new Constant(values, weight.shape()).proto()));
        if (linear.takesBias()) {
            float[] bias = new float[linear.channels()];
            for (int i = 0; i < bias.length; i++) {
                double before = linear.bias().length == 0 ? 0 : linear.bias()[i];
                bias[i] = (float) (before * affine.factor()[i] + affine.shift()[i]);
            }
            inputs.add(graph.add(name + ".bias", Constant.vector(bias).proto()));
        }
        String output = affine.node().getOutput(0);
        graph.replace(output);
        graph.replace(linear.output(), linear.with(inputs, output));
    }
}
