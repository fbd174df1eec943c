package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.stream.Stream;

/// The tensors that lie in a file, wherever: initializers, constants in nodes, those of subgraphs
/// and functions.
final class Tensors {

    private Tensors() {}

    static Stream<TensorProto> in(ModelProto model) {
        return Stream.concat(
                in(model.getGraph()),
                model.getFunctionsList().stream()
                        .map(FunctionProto::getNodeList)
                        .flatMap(Tensors::in));
    }

    static Stream<TensorProto> in(GraphProto graph) {
        Stream<TensorProto> sparse =
                graph.getSparseInitializerList().stream()
                        .flatMap(tensor -> Stream.of(tensor.getValues(), tensor.getIndices()));
        return Stream.of(graph.getInitializerList().stream(), sparse, in(graph.getNodeList()))
                .flatMap(tensors -> tensors);
    }

    private static Stream<TensorProto> in(List<NodeProto> nodes) {
        return nodes.stream()
                .flatMap(node -> node.getAttributeList().stream())
                .flatMap(Tensors::in);
    }

    private static Stream<TensorProto> in(AttributeProto attribute) {
        Stream<TensorProto> own =
                Stream.concat(
                        attribute.hasT() ? Stream.of(attribute.getT()) : Stream.empty(),
                        attribute.getTensorsList().stream());
        Stream<GraphProto> graphs =
                Stream.concat(
                        attribute.hasG() ? Stream.of(attribute.getG()) : Stream.empty(),
                        attribute.getGraphsList().stream());
        return Stream.concat(own, graphs.flatMap(Tensors::in));
    }
}
