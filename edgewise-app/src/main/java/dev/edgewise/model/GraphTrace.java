package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// A model that is run for the tensors inside it: those that its nodes make, each with type, shape
/// and values. Tensors in the subgraphs of If, Loop and Scan aren't among them.
///
///     try (GraphTrace trace = GraphTrace.all(file)) {
///         trace.run(trace.randomInputs(Map.of(), 1), (name, tensor) -> ...);
///     }
public final class GraphTrace implements AutoCloseable {

    private final OnnxFile file;
    private final List<String> tensors;
    private final OnnxRun run;

    private GraphTrace(OnnxFile file, List<String> tensors, OnnxRun run) {
        this.file = file;
        this.tensors = tensors;
        this.run = run;
    }

    /// A trace of all tensors that nodes make, but for constants, with the graph run as it is.
    ///
    /// @throws ModelException if ONNX Runtime can't load it
    public static GraphTrace all(OnnxFile file) throws ModelException {
        Set<String> names = new LinkedHashSet<>();
        for (NodeProto node : file.graph().getNodeList()) {
            if (!node.getOpType().equals("Constant")) {
                names.addAll(node.getOutputList());
            }
        }
        names.remove("");
        return of(file, names, false);
    }

    /// A trace of the tensors called `tensors`.
    ///
    /// @param optimised whether ONNX Runtime may change the graph to be faster; a tensor that is
    /// traced is kept
    /// @throws ModelException if there is no such tensor, or ONNX Runtime can't load the model
    public static GraphTrace of(OnnxFile file, Collection<String> tensors, boolean optimised)
            throws ModelException {
        Set<String> made = new LinkedHashSet<>();
        file.graph().getNodeList().forEach(node -> made.addAll(node.getOutputList()));
        Map<String, ValueInfoProto> outputs = new LinkedHashMap<>();
        for (ValueInfoProto output : file.graph().getOutputList()) {
            outputs.put(output.getName(), output);
        }
        for (String tensor : tensors) {
            if (!made.contains(tensor)) {
                throw new ModelException(
                        file.source() + ": no node makes a tensor '" + tensor + "'");
            }
            // ONNX Runtime works out the types of outputs that are only named.
            outputs.putIfAbsent(tensor, ValueInfoProto.newBuilder().setName(tensor).build());
        }
        GraphProto.Builder graph =
                file.graph().toBuilder().clearOutput().addAllOutput(outputs.values());
        return new GraphTrace(
                file,
                List.copyOf(tensors),
                OnnxRun.load(
                        file.source(),
                        file.model().toBuilder().setGraph(graph).build(),
                        1,
                        optimised));
    }

    /// The tensors that it traces.
    public List<String> tensors() {
        return tensors;
    }

    /// Inputs drawn from `seed`: the shapes that the model declares, with 1 where it leaves the
    /// size open, unless `shapes` has one for the input of that name.
    ///
    /// @throws ModelException if a shape doesn't fit, or an input is no tensor
    public Map<String, TensorValue> randomInputs(Map<String, List<Long>> shapes, long seed)
            throws ModelException {
        return RandomInputs.of(file, shapes, seed);
    }

    /// Runs the model once, and hands over each traced tensor with its name, in the order of
    /// [#tensors()]. What is a sequence or a map is left out.
    ///
    /// @throws ModelException if it can't be run on these inputs
    public void run(Map<String, TensorValue> inputs, BiConsumer<String, TensorValue> consumer)
            throws ModelException {
        Map<String, TensorValue> values = run.run(inputs);
        for (String tensor : tensors) {
            TensorValue value = values.get(tensor);
            if (value != null) {
                consumer.accept(tensor, value);
            }
        }
    }

    @Override
    public void close() {
        run.close();
    }
}
