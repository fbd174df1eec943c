package dev.edgewise.model.quantize;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Writes an [IntegerPath] into a graph. Behind each tensor that is rounded come a QuantizeLinear
/// and a DequantizeLinear; the nodes of the path read what the latter makes. A runtime that knows
/// these pairs runs the nodes in whole numbers, any other computes the same in float32
/// (<https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html>).
///
/// Tensor `x` is there as `x.int8`, too.
final class QdqGraph {

    private final Graph graph;
    private final IntegerPath path;
    private final Function<String, Range> ranges;
    private final Map<String, String> shared = new HashMap<>();
    private final Map<String, String> scales = new HashMap<>();
    private final Map<String, String> rounded = new HashMap<>();
    private final List<NodeProto> nodes = new ArrayList<>();
    private int count;

    private QdqGraph(Graph graph, IntegerPath path, Function<String, Range> ranges) {
        this.graph = graph;
        this.path = path;
        this.ranges = ranges;
    }

    /// `model` with the pairs that `path`, which is one of its graph, asks for.
    static ModelProto write(ModelProto model, IntegerPath path, Function<String, Range> ranges) {
        return new QdqGraph(new Graph(model), path, ranges).write();
    }

    private ModelProto write() {
        graph.inputs().forEach(this::round);
        for (NodeProto node : graph.nodes()) {
            String made = node.getOutputCount() == 0 ? "" : node.getOutput(0);
            Linear layer = path.linear().get(made);
            NodeProto.Builder written =
                    layer == null
                            ? reading(node, path.others().contains(made))
                            : layer(layer).toBuilder();
            for (int i = 0; i < written.getOutputCount(); i++) {
                written.setOutput(i, raw(node.getOutput(i)));
            }
            nodes.add(written.build());
            node.getOutputList().forEach(this::round);
        }
        graph.nodes(nodes);
        return graph.model();
    }

    /// `node`, reading rounded tensors: all that there are if it runs in whole numbers itself,
    /// else those that whole numbers made.
    private NodeProto.Builder reading(NodeProto node, boolean whole) {
        NodeProto.Builder builder = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            String input = node.getInput(i);
            if (whole || path.made().contains(input)) {
                builder.setInput(i, rounded.getOrDefault(input, input));
            }
        }
        return builder;
    }

    /// What the node that makes `tensor` calls it: an output of the model is the rounded one.
    private String raw(String tensor) {
        return isRoundedOutput(tensor) ? tensor + ".float" : tensor;
    }

    private boolean isRoundedOutput(String tensor) {
        return path.made().contains(tensor) && graph.pinned(tensor);
    }

    private void round(String tensor) {
        if (!path.tensors().contains(tensor)) {
            return;
        }
        String ranged = path.ranged(tensor);
        Range range = ranges.apply(ranged);
        String scale =
                scales.computeIfAbsent(
                        ranged,
                        _ ->
                                graph.add(
                                        brief("scale"),
                                        new Constant(new float[] {range.scale()}).proto()));
        String zero = zeroPoint(range.zero());
        String whole = graph.fresh(tensor + ".int8");
        String back = isRoundedOutput(tensor) ? tensor : graph.fresh(brief("rounded"));
        nodes.add(node("QuantizeLinear", List.of(raw(tensor), scale, zero), whole).build());
        nodes.add(node("DequantizeLinear", List.of(whole, scale, zero), back).build());
        rounded.put(tensor, back);
    }

    private NodeProto layer(Linear layer) {
        Range range = ranges.apply(path.ranged(layer.input()));
        Rounding rounding = Rounding.of(layer, range.scale());
        String name = layer.node().getInput(1);
        List<String> inputs = new ArrayList<>();
        inputs.add(rounded.getOrDefault(layer.input(), layer.input()));
        String weights =
                graph.add(
                        name + ".int8",
                        Constant.bytes(
                                TensorProto.DataType.INT8_VALUE,
                                rounding.weights(),
                                layer.weight().shape()));
        String scale = graph.add(brief("scale"), Constant.vector(rounding.scales()).proto());
        inputs.add(perChannel(layer.axis(), weights, scale, channelZeros(layer.channels())));
        if (rounding.bias().length > 0) {
            String bias =
                    graph.add(
                            brief("bias"), Constant.ints(rounding.bias(), rounding.bias().length));
            String biasScale =
                    graph.add(brief("scale"), Constant.vector(rounding.biasScales()).proto());
            inputs.add(perChannel(0, bias, biasScale));
        }
        return layer.with(inputs, layer.output());
    }

    private String perChannel(int axis, String... inputs) {
        String made = graph.fresh(brief("rounded"));
        nodes.add(
                node("DequantizeLinear", List.of(inputs), made)
                        .addAttribute(
                                AttributeProto.newBuilder()
                                        .setName("axis")
                                        .setType(AttributeProto.AttributeType.INT)
                                        .setI(axis))
                        .build());
        return made;
    }

    /// A short name, since a file has hundreds of them.
    private String brief(String what) {
        count++;
        return what + "." + count;
    }

    private static NodeProto.Builder node(String operator, List<String> inputs, String made) {
        return NodeProto.newBuilder().setOpType(operator).addAllInput(inputs).addOutput(made);
    }

    /// A single whole number, of which the file needs but one.
    private String zeroPoint(int value) {
        return shared.computeIfAbsent(
                "zero." + value,
                name ->
                        graph.add(
                                name,
                                Constant.bytes(
                                        TensorProto.DataType.UINT8_VALUE,
                                        new byte[] {(byte) value})));
    }

    /// As many zeros as there are channels.
    private String channelZeros(int channels) {
        return shared.computeIfAbsent(
                "zeros." + channels,
                name ->
                        graph.add(
                                name,
                                Constant.bytes(
                                        TensorProto.DataType.INT8_VALUE,
                                        new byte[channels],
                                        channels)));
    }
}
