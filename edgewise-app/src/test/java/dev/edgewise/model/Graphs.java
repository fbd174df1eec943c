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
}
