package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Small ONNX files of any kind, for tests: beyond what [OnnxGraph] writes, such as other types,
/// subgraphs and mistakes.
final class Graphs {

    private Graphs() {}

    /// A model of opset 17.
    static ModelProto.Builder model(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph);
    }

    static OnnxFile file(ModelProto.Builder model) throws ModelException {
        return OnnxFile.of("test.onnx", model.build().toByteArray());
    }

    static OnnxFile file(GraphProto.Builder graph) throws ModelException {
        return file(model(graph));
    }

    /// The tensor called `name`, which must be there.
    static TensorValue get(Map<String, TensorValue> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    /// A value of type `type`; a dimension below zero is called N.
    static ValueInfoProto value(String name, ElementType type, int... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (int dimension : shape) {
            if (dimension < 0) {
                dimensions.addDimBuilder().setDimParam("N");
            } else {
                dimensions.addDimBuilder().setDimValue(dimension);
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(
                        TypeProto.newBuilder()
                                .setTensorType(
                                        TypeProto.Tensor.newBuilder()
                                                .setElemType(type.number())
                                                .setShape(dimensions)))
                .build();
    }

    static NodeProto node(String operator, List<String> inputs, String output) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .build();
    }

    static NodeProto node(
            String operator, List<String> inputs, String output, AttributeProto... attributes) {
        return node(operator, inputs, output).toBuilder()
                .addAllAttribute(List.of(attributes))
                .build();
    }

    static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto attribute(String name, GraphProto.Builder value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.GRAPH)
                .setG(value)
                .build();
    }

    static TensorProto constant(String name, float... values) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(ElementType.FLOAT32.number())
                        .addDims(values.length);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    static TensorProto constant(String name, long... values) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(ElementType.INT64.number())
                        .addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return tensor.build();
    }

    /// A float32 constant of some shape.
    static TensorProto weights(String name, long... shape) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(ElementType.FLOAT32.number());
        long size = 1;
        for (long dimension : shape) {
            tensor.addDims(dimension);
            size *= dimension;
        }
        for (int i = 0; i < size; i++) {
            tensor.addFloatData((float) Math.sin(1 + i));
        }
        return tensor.build();
    }

    /// x [N, 4] goes through an If whose branches take tensors from outside: `h` and the constant
    /// `w` on one side, `h2` on the other; then a Tanh gives y.
    static GraphProto.Builder branching() {
        GraphProto.Builder then =
                GraphProto.newBuilder()
                        .setName("then")
                        .addNode(node("MatMul", List.of("h", "w"), "t"))
                        .addOutput(value("t", ElementType.FLOAT32, -1, 4));
        GraphProto.Builder otherwise =
                GraphProto.newBuilder()
                        .setName("else")
                        .addNode(node("Neg", List.of("h2"), "e"))
                        .addOutput(value("e", ElementType.FLOAT32, -1, 4));
        return GraphProto.newBuilder()
                .setName("branching")
                .addInput(value("x", ElementType.FLOAT32, -1, 4))
                .addInitializer(weights("w", 4, 4))
                .addInitializer(constant("zero", 0f).toBuilder().clearDims())
                .addNode(node("Relu", List.of("x"), "h"))
                .addNode(node("Abs", List.of("x"), "h2"))
                .addNode(node("ReduceSum", List.of("h"), "sum", attribute("keepdims", 0)))
                .addNode(node("Greater", List.of("sum", "zero"), "positive"))
                .addNode(
                        node(
                                "If",
                                List.of("positive"),
                                "chosen",
                                attribute("then_branch", then),
                                attribute("else_branch", otherwise)))
                .addNode(node("Tanh", List.of("chosen"), "y"))
                .addOutput(value("y", ElementType.FLOAT32, -1, 4));
    }
}
