package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// The temperature of a classifier, as a part of its graph: one number above 0 that the logits are
/// divided by before the softmax. Above 1 it makes the model less sure of itself, below 1 surer;
/// the order of the labels, and so every answer, stays (Guo et al. 2017,
/// <https://arxiv.org/abs/1706.04599>).
///
/// In the file it is a `Div` by a constant of one number between the logits and the `Softmax` that
/// makes the model's output; whatever runs the file has it without knowing.
public final class Temperature {

    private static final String NAME = "temperature";

    private Temperature() {}

    /// The temperature that `file` has in its graph; empty if there is none.
    ///
    /// @throws ModelException if its output isn't made by a softmax
    public static OptionalDouble of(OnnxFile file) throws ModelException {
        Optional<NodeProto> division = division(file);
        return division.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(divisor(file, division.orElseThrow()).orElseThrow());
    }

    /// `file` with its logits divided by `temperature`, beyond what they are divided by already:
    /// a temperature that is there is multiplied by it. A self-test is made anew; all else stays.
    ///
    /// @param temperature above 0; 1 gives the same probabilities as before
    /// @param provenance what it was fitted on, in words, for entry `temperature` of the file's
    /// `metadata_props`; without words there is no such entry
    /// @throws IOException if the file's only output isn't float32 and made by a softmax, or its
    /// self-test can't be run
    public static OnnxFile apply(OnnxFile file, double temperature, String provenance)
            throws IOException {
        if (!(temperature > 0) || temperature == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "temperature: above 0 is needed, got " + temperature);
        }
        NodeProto softmax = softmax(file);
        GraphProto.Builder graph = file.graph().toBuilder();
        double whole = temperature;
        String logits = softmax.getInput(0);
        Optional<NodeProto> division = division(file);
        if (division.isPresent()) {
            NodeProto old = division.orElseThrow();
            whole *= divisor(file, old).orElseThrow();
            logits = old.getInput(0);
            graph.setNode(graph.getNodeList().indexOf(softmax), reading(softmax, logits));
            removeUnused(graph, old);
        }
        Set<String> taken = names(graph);
        String constant = free(NAME, taken);
        String scaled = free("scaled_logits", taken);
        int at = graph.getNodeList().indexOf(reading(softmax, logits));
        graph.setNode(at, reading(softmax, scaled));
        graph.addNode(
                at,
                NodeProto.newBuilder()
                        .setName(scaled)
                        .setOpType("Div")
                        .addInput(logits)
                        .addInput(constant)
                        .addOutput(scaled));
        graph.addInitializer(
                TensorProto.newBuilder()
                        .setName(constant)
                        .setDataType(TensorProto.DataType.FLOAT_VALUE)
                        .setRawData(bytes((float) whole)));
        ModelProto.Builder model = file.model().toBuilder().setGraph(graph);
        note(model, provenance);
        testAnew(model, file);
        return OnnxFile.of(file.source(), model.build().toByteArray());
    }

    private static NodeProto reading(NodeProto softmax, String tensor) {
        return softmax.toBuilder().setInput(0, tensor).build();
    }

    private static void note(ModelProto.Builder model, String provenance) {
        remove(model, Set.of(NAME));
        if (!provenance.isEmpty()) {
            add(model, Map.of(NAME, provenance));
        }
    }

    /// Other probabilities pass no self-test that was made before.
    private static void testAnew(ModelProto.Builder model, OnnxFile before) throws IOException {
        Optional<SelfTest> old = before.card().flatMap(ModelCard::selfTest);
        if (old.isPresent()) {
            String clip = old.orElseThrow().clip();
            SelfTest test = SelfTest.of(before.source(), model.build().toByteArray(), clip);
            remove(model, test.metadata().keySet());
            add(model, test.metadata());
        }
    }

    private static void remove(ModelProto.Builder model, Set<String> keys) {
        for (int i = model.getMetadataPropsCount() - 1; i >= 0; i--) {
            if (keys.contains(model.getMetadataProps(i).getKey())) {
                model.removeMetadataProps(i);
            }
        }
    }

    private static void add(ModelProto.Builder model, Map<String, String> entries) {
        entries.forEach(
                (key, value) ->
                        model.addMetadataProps(
                                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    }

    /// The node that makes the only output, which must be a softmax of float32.
    private static NodeProto softmax(OnnxFile file) throws ModelException {
        GraphProto graph = file.graph();
        if (graph.getOutputCount() != 1) {
            throw new ModelException(
                    "%s: has %d outputs; a temperature goes before the softmax of one"
                            .formatted(file.source(), graph.getOutputCount()));
        }
        String output = graph.getOutput(0).getName();
        int type = graph.getOutput(0).getType().getTensorType().getElemType();
        NodeProto maker =
                maker(graph, output)
                        .filter(node -> node.getOpType().equals("Softmax"))
                        .orElseThrow(
                                () ->
                                        new ModelException(
                                                file.source()
                                                        + ": its output '"
                                                        + output
                                                        + "' isn't made by a Softmax; a temperature"
                                                        + " goes before one"));
        if (type != TensorProto.DataType.FLOAT_VALUE) {
            throw new ModelException(
                    "%s: its output '%s' isn't float32, as a temperature needs"
                            .formatted(file.source(), output));
        }
        return maker;
    }

    /// The division that is there already.
    private static Optional<NodeProto> division(OnnxFile file) throws ModelException {
        return maker(file.graph(), softmax(file).getInput(0))
                .filter(node -> node.getOpType().equals("Div"))
                .filter(node -> divisor(file, node).isPresent());
    }

    /// The one number above 0 that `node` divides by.
    private static OptionalDouble divisor(OnnxFile file, NodeProto node) {
        for (TensorProto constant : file.graph().getInitializerList()) {
            if (constant.getName().equals(node.getInput(1))
                    && constant.getDataType() == TensorProto.DataType.FLOAT_VALUE
                    && constant.getDimsList().stream().allMatch(d -> d == 1)) {
                float value =
                        constant.getFloatDataCount() == 1
                                ? constant.getFloatData(0)
                                : constant.getRawData()
                                        .asReadOnlyByteBuffer()
                                        .order(ByteOrder.LITTLE_ENDIAN)
                                        .getFloat();
                return value > 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
            }
        }
        return OptionalDouble.empty();
    }

    private static Optional<NodeProto> maker(GraphProto graph, String tensor) {
        return graph.getNodeList().stream()
                .filter(node -> node.getOutputList().contains(tensor))
                .findFirst();
    }

    /// Takes `old` out of the graph, and its divisor too, unless something else reads them.
    private static void removeUnused(GraphProto.Builder graph, NodeProto old) {
        if (!isRead(graph, old.getOutput(0))) {
            graph.removeNode(graph.getNodeList().indexOf(old));
        }
        String divisor = old.getInput(1);
        if (!isRead(graph, divisor)) {
            for (int i = graph.getInitializerCount() - 1; i >= 0; i--) {
                if (graph.getInitializer(i).getName().equals(divisor)) {
                    graph.removeInitializer(i);
                }
            }
        }
    }

    /// Whether something may read `tensor`: a part of a graph inside a node is not looked into.
    private static boolean isRead(GraphProto.Builder graph, String tensor) {
        return graph.getNodeList().stream()
                .anyMatch(
                        node ->
                                node.getInputList().contains(tensor)
                                        || node.getAttributeList().stream()
                                                .anyMatch(AttributeProto::hasG));
    }

    private static Set<String> names(GraphProto.Builder graph) {
        Set<String> names = new HashSet<>();
        graph.getNodeList().forEach(node -> names.addAll(node.getOutputList()));
        graph.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
        graph.getInputList().forEach(input -> names.add(input.getName()));
        return names;
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int i = 2; taken.contains(free); i++) {
            free = String.format(Locale.ROOT, "%s_%d", name, i);
        }
        return free;
    }

    private static ByteString bytes(float value) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return ByteString.copyFrom(bytes.putFloat(0, value));
    }
}
