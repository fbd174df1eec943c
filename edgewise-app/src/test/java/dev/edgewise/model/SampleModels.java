package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.List;

/// ONNX files that show a server what models can be like: each datatype, several tensors, open
/// sizes, values that aren't numbers, and outputs that are no tensors.
public final class SampleModels {

    private SampleModels() {}

    /// Gives `x`, of N x 2 values of `type`, back as `y`.
    public static byte[] echo(ElementType type) {
        return bytes(
                Graphs.model(
                        GraphProto.newBuilder()
                                .setName("echo")
                                .addInput(Graphs.value("x", type, -1, 2))
                                .addOutput(Graphs.value("y", type, -1, 2))
                                .addNode(Graphs.node("Identity", List.of("x"), "y"))));
    }

    /// Gives the `sum` and the `difference` of `a` and `b`, float32 of N values each.
    public static byte[] sums() {
        return bytes(
                Graphs.model(
                        GraphProto.newBuilder()
                                .setName("sums")
                                .addInput(Graphs.value("a", ElementType.FLOAT32, -1))
                                .addInput(Graphs.value("b", ElementType.FLOAT32, -1))
                                .addOutput(Graphs.value("sum", ElementType.FLOAT32, -1))
                                .addOutput(Graphs.value("difference", ElementType.FLOAT32, -1))
                                .addNode(Graphs.node("Add", List.of("a", "b"), "sum"))
                                .addNode(Graphs.node("Sub", List.of("a", "b"), "difference"))));
    }

    /// Gives the logarithm of `x`, 4 values: that of a negative number is none.
    public static byte[] logarithm() {
        return bytes(
                Graphs.model(
                        GraphProto.newBuilder()
                                .setName("logarithm")
                                .addInput(Graphs.value("x", ElementType.FLOAT32, 4))
                                .addOutput(Graphs.value("y", ElementType.FLOAT32, 4))
                                .addNode(Graphs.node("Log", List.of("x"), "y"))));
    }

    /// Picks `y` from 4 values `x` by `index`, and fails where there is none.
    public static byte[] pick() {
        return bytes(
                Graphs.model(
                        GraphProto.newBuilder()
                                .setName("pick")
                                .addInput(Graphs.value("x", ElementType.FLOAT32, 4))
                                .addInput(Graphs.value("index", ElementType.INT64))
                                .addOutput(Graphs.value("y", ElementType.FLOAT32))
                                .addNode(Graphs.node("Gather", List.of("x", "index"), "y"))));
    }

    /// Gives N x 2 scores as a tensor and, as scikit-learn's models do, as maps by class.
    public static byte[] classes() {
        AttributeProto names =
                AttributeProto.newBuilder()
                        .setName("classlabels_strings")
                        .setType(AttributeProto.AttributeType.STRINGS)
                        .addStrings(ByteString.copyFromUtf8("yes"))
                        .addStrings(ByteString.copyFromUtf8("no"))
                        .build();
        NodeProto zip =
                Graphs.node("ZipMap", List.of("x"), "maps", names).toBuilder()
                        .setDomain("ai.onnx.ml")
                        .build();
        TypeProto map =
                TypeProto.newBuilder()
                        .setMapType(
                                TypeProto.Map.newBuilder()
                                        .setKeyType(ElementType.STRING.number())
                                        .setValueType(
                                                Graphs.value("", ElementType.FLOAT32).getType()))
                        .build();
        return bytes(
                Graphs.model(
                                GraphProto.newBuilder()
                                        .setName("classes")
                                        .addInput(Graphs.value("x", ElementType.FLOAT32, -1, 2))
                                        .addOutput(
                                                Graphs.value("scores", ElementType.FLOAT32, -1, 2))
                                        .addOutput(
                                                ValueInfoProto.newBuilder()
                                                        .setName("maps")
                                                        .setType(
                                                                TypeProto.newBuilder()
                                                                        .setSequenceType(
                                                                                TypeProto.Sequence
                                                                                        .newBuilder()
                                                                                        .setElemType(
                                                                                                map))))
                                        .addNode(Graphs.node("Identity", List.of("x"), "scores"))
                                        .addNode(zip))
                        .addOpsetImport(
                                OperatorSetIdProto.newBuilder()
                                        .setDomain("ai.onnx.ml")
                                        .setVersion(3)));
    }

    /// Gives `x` rounded to floats of 8 bits, which the Open Inference Protocol has no name for.
    public static byte[] tiny() {
        ModelProto.Builder model =
                Graphs.model(
                        GraphProto.newBuilder()
                                .setName("tiny")
                                .addInput(Graphs.value("x", ElementType.FLOAT32, 2))
                                .addOutput(Graphs.value("y", ElementType.FLOAT8E4M3FN, 2))
                                .addNode(
                                        Graphs.node(
                                                "Cast",
                                                List.of("x"),
                                                "y",
                                                Graphs.attribute(
                                                        "to", ElementType.FLOAT8E4M3FN.number()))));
        return bytes(
                model.setIrVersion(9)
                        .clearOpsetImport()
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(19)));
    }

    private static byte[] bytes(ModelProto.Builder model) {
        return model.build().toByteArray();
    }
}
