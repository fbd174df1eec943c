package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An ONNX file under construction: nodes are added in the order in which they run, each naming
/// the tensors that it reads and the one that it makes.
///
/// It is written for operator set 13 and file format 7 (ONNX 1.8), which every runtime in use
/// reads. Inputs and outputs are float32; a dimension of [#BATCH] is whatever number comes. The
/// file format: <https://github.com/onnx/onnx/blob/main/docs/IR.md>.
public final class OnnxGraph {

    /// The dimension that counts the clips; it is called N in the file.
    public static final int BATCH = -1;

    private static final int OPERATOR_SET = 13;
    private static final int FILE_FORMAT = 7;

    private final GraphProto.Builder graph;
    private final ModelProto.Builder model;
    private final Set<String> tensors = new HashSet<>();

    /// An empty graph called `name`.
    public OnnxGraph(String name) {
        graph = GraphProto.newBuilder().setName(name);
        model =
                ModelProto.newBuilder()
                        .setIrVersion(FILE_FORMAT)
                        .setProducerName("edgewise")
                        .addOpsetImport(
                                OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET).build());
    }

    /// What a node is told besides its inputs: a stride, a mode, an axis.
    public static final class Attribute {

        private final AttributeProto proto;

        private Attribute(AttributeProto.Builder proto) {
            this.proto = proto.build();
        }

        public static Attribute of(String name, long value) {
            return new Attribute(
                    AttributeProto.newBuilder()
                            .setName(name)
                            .setType(AttributeProto.AttributeType.INT)
                            .setI(value));
        }

        public static Attribute of(String name, long[] values) {
            AttributeProto.Builder proto =
                    AttributeProto.newBuilder()
                            .setName(name)
                            .setType(AttributeProto.AttributeType.INTS);
            for (long value : values) {
                proto.addInts(value);
            }
            return new Attribute(proto);
        }

        public static Attribute of(String name, String value) {
            return new Attribute(
                    AttributeProto.newBuilder()
                            .setName(name)
                            .setType(AttributeProto.AttributeType.STRING)
                            .setS(ByteString.copyFromUtf8(value)));
        }
    }

    /// Declares an input of the model.
    public void input(String name, int... shape) {
        made(name);
        graph.addInput(tensor(name, shape));
    }

    /// Declares tensor `name`, which some node has made, an output of the model.
    public void output(String name, int... shape) {
        known(name, "the outputs");
        graph.addOutput(tensor(name, shape));
    }

    /// Adds constant `name`: `values` in row-major order.
    public void constant(String name, float[] values, int... shape) {
        long size = 1;
        TensorProto.Builder proto =
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(TensorProto.DataType.FLOAT_VALUE);
        for (int dimension : shape) {
            size *= dimension;
            proto.addDims(dimension);
        }
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "constant "
                            + name
                            + ": shape "
                            + Arrays.toString(shape)
                            + " holds "
                            + size
                            + " values, got "
                            + values.length);
        }
        made(name);
        ByteBuffer bytes = littleEndian(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        graph.addInitializer(proto.setRawData(ByteString.copyFrom(bytes)));
    }

    /// Adds constant `name`: a vector of whole numbers, such as a shape.
    public void constant(String name, long... values) {
        indices(name, values, values.length);
    }

    /// Adds constant `name`: whole numbers in row-major order.
    public void indices(String name, long[] values, int... shape) {
        made(name);
        ByteBuffer bytes = littleEndian(values.length * Long.BYTES);
        bytes.asLongBuffer().put(values);
        TensorProto.Builder proto =
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(TensorProto.DataType.INT64_VALUE)
                        .setRawData(ByteString.copyFrom(bytes));
        for (int dimension : shape) {
            proto.addDims(dimension);
        }
        graph.addInitializer(proto);
    }

    /// Adds a node that applies `operator` to `inputs`, in the operator's order, and makes
    /// tensor `output`. An input named "" is one that the operator can do without.
    ///
    /// @throws IllegalArgumentException if an input isn't there yet, or `output` is there
    /// already
    public void node(String operator, List<String> inputs, String output, Attribute... attributes) {
        for (String input : inputs) {
            if (!input.isEmpty()) {
                known(input, operator + " " + output);
            }
        }
        made(output);
        NodeProto.Builder node =
                NodeProto.newBuilder()
                        .setName(output)
                        .setOpType(operator)
                        .addAllInput(inputs)
                        .addOutput(output);
        for (Attribute attribute : attributes) {
            node.addAttribute(attribute.proto);
        }
        graph.addNode(node);
    }

    /// Puts `entries` into the file's `metadata_props`, in their order.
    public void metadata(Map<String, String> entries) {
        entries.forEach(
                (key, value) ->
                        model.addMetadataProps(
                                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    }

    /// The file's bytes.
    public byte[] bytes() {
        return model.setGraph(graph).build().toByteArray();
    }

    private void made(String name) {
        if (!tensors.add(name)) {
            throw new IllegalArgumentException("tensor " + name + " is there already");
        }
    }

    private void known(String name, String reader) {
        if (!tensors.contains(name)) {
            throw new IllegalArgumentException(
                    "tensor " + name + ", which " + reader + " reads, is not there yet");
        }
    }

    private static ValueInfoProto tensor(String name, int[] shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (int dimension : shape) {
            if (dimension == BATCH) {
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
                                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                                .setShape(dimensions)))
                .build();
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
