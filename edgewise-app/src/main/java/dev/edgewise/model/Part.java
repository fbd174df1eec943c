package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Some of a model's nodes as a file of their own: with the constants that they need, stored or
/// computed, and with what is declared of their tensors.
final class Part {

    private static final String CUT_AT = "cut_at";

    private final OnnxFile file;
    private final Dataflow flow;

    Part(OnnxFile file, Dataflow flow) {
        this.file = file;
        this.flow = flow;
    }

    /// The head of `plan`.
    ///
    /// @param declared what is said of the crossing tensors
    ModelProto head(CutPlan plan, Function<String, ValueInfoProto> declared) {
        Set<String> outputs = new LinkedHashSet<>(plan.made(flow));
        outputs.addAll(plan.headOutputs());
        Map<String, ValueInfoProto> ports = new LinkedHashMap<>();
        plan.made(flow).forEach(name -> ports.put(name, declared.apply(name)));
        return of("head", plan, plan.head(), List.of(), outputs, ports);
    }

    /// The tail of `plan`.
    ModelProto tail(CutPlan plan, Function<String, ValueInfoProto> declared) {
        Map<String, ValueInfoProto> ports = new LinkedHashMap<>();
        plan.made(flow).forEach(name -> ports.put(name, declared.apply(name)));
        return of("tail", plan, plan.tail(), plan.made(flow), plan.tailOutputs(), ports);
    }

    private ModelProto of(
            String part,
            CutPlan plan,
            BitSet computing,
            List<String> extraInputs,
            Collection<String> outputs,
            Map<String, ValueInfoProto> ports) {
        GraphProto whole = file.graph();
        file.graph().getOutputList().forEach(o -> ports.putIfAbsent(o.getName(), o));
        Set<String> read = new HashSet<>(outputs);
        computing.stream().forEach(i -> read.addAll(flow.reads(i)));
        BitSet nodes = flow.constantsFor(read);
        nodes.or(computing);
        nodes.stream().forEach(i -> read.addAll(flow.reads(i)));

        GraphProto.Builder graph =
                whole.toBuilder()
                        .clearNode()
                        .clearInput()
                        .clearOutput()
                        .clearInitializer()
                        .clearSparseInitializer()
                        .clearValueInfo()
                        .clearQuantizationAnnotation()
                        .setName(whole.getName() + "-" + part);
        nodes.stream().forEach(i -> graph.addNode(whole.getNode(i)));
        whole.getInputList().stream()
                .filter(input -> read.contains(input.getName()))
                .forEach(graph::addInput);
        extraInputs.forEach(name -> graph.addInput(ports.get(name)));
        outputs.forEach(name -> graph.addOutput(ports.get(name)));
        whole.getInitializerList().stream()
                .filter(tensor -> read.contains(tensor.getName()))
                .forEach(graph::addInitializer);
        whole.getSparseInitializerList().stream()
                .filter(tensor -> read.contains(tensor.getValues().getName()))
                .forEach(graph::addSparseInitializer);
        Set<String> made = new HashSet<>();
        nodes.stream().forEach(i -> made.addAll(whole.getNode(i).getOutputList()));
        made.removeAll(outputs);
        whole.getValueInfoList().stream()
                .filter(value -> made.contains(value.getName()))
                .forEach(graph::addValueInfo);
        whole.getQuantizationAnnotationList().stream()
                .filter(note -> read.contains(note.getTensorName()))
                .forEach(graph::addQuantizationAnnotation);
        return file.model().toBuilder()
                .setGraph(graph)
                .clearTrainingInfo()
                .addMetadataProps(entry(ModelCard.PART, part))
                .addMetadataProps(entry(CUT_AT, plan.tensor()))
                .build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
