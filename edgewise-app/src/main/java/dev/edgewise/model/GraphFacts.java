package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is in a model's graph and, once it was run, how much it computes and how large what it
/// makes on the way is.
///
/// @param operators what its nodes do, those inside If, Loop and Scan too, most frequent first
/// @param parameters how many numbers it learned, as far as a file tells: those stored in it that
/// aren't int64, truth values or texts, which are shapes and the like
/// @param macs multiplications with addition in one run, those of convolutions, matrix products
/// and recurrent layers; constants that are computed when it is loaded don't count; nothing as long
/// as it wasn't run
/// @param uncounted operators whose MACs aren't in there, because they lie inside others, where
/// they run nobody knows how often
/// @param tensors its inputs, and what its nodes make of them, in order; none as long as it wasn't
/// run
public record GraphFacts(
        List<Operator> operators,
        long parameters,
        OptionalLong macs,
        List<String> uncounted,
        List<TensorFacts> tensors) {

    /// An operator and how much of it there is.
    ///
    /// @param name as in ONNX: `Conv`, or with its domain, `com.microsoft.FusedConv`
    /// @param nodes how many nodes apply it
    /// @param macs of all of them together; nothing where that isn't known
    public record Operator(String name, int nodes, OptionalLong macs) {}

    /// A tensor on the way through the model.
    ///
    /// @param bytes that its values take
    /// @param macs that it takes to make it, from the inputs on; of the countable ones
    public record TensorFacts(
            String name, ElementType type, List<Long> shape, long bytes, long macs) {

        public TensorFacts {
            shape = List.copyOf(shape);
        }
    }

    /// Element types that are no parameters.
    private static final Set<ElementType> NOT_LEARNED =
            Set.of(ElementType.INT64, ElementType.BOOL, ElementType.STRING);

    public GraphFacts {
        operators = List.copyOf(operators);
        uncounted = List.copyOf(uncounted);
        tensors = List.copyOf(tensors);
    }

    /// What can be told without running it.
    public static GraphFacts of(OnnxFile file) {
        return new Counting(file).facts(Map.of(), false);
    }

    /// What can be told once it is run on inputs that are drawn from a seed.
    ///
    /// @param shapes the shapes of those inputs whose shape the caller chooses, by name; where the
    /// model leaves a size open and there is none here, it is 1
    /// @throws ModelException if it can't be run on such inputs
    public static GraphFacts of(OnnxFile file, Map<String, List<Long>> shapes)
            throws ModelException {
        Map<String, TensorFacts> seen = new LinkedHashMap<>();
        try (GraphTrace trace = GraphTrace.all(file)) {
            Map<String, TensorValue> inputs = trace.randomInputs(shapes, 1);
            inputs.forEach((name, value) -> seen.put(name, facts(name, value)));
            trace.run(inputs, (name, value) -> seen.put(name, facts(name, value)));
        }
        return new Counting(file).facts(seen, true);
    }

    private static TensorFacts facts(String name, TensorValue value) {
        return new TensorFacts(name, value.type(), value.shape(), value.size(), 0);
    }

    /// The counting, over one file.
    private static final class Counting {

        private final OnnxFile file;
        private final Dataflow flow;
        private final Map<String, List<Long>> stored = new HashMap<>();

        Counting(OnnxFile file) {
            this.file = file;
            this.flow = new Dataflow(file.model());
            for (TensorProto tensor : file.graph().getInitializerList()) {
                stored.put(tensor.getName(), tensor.getDimsList());
            }
            for (NodeProto node : flow.nodes()) {
                if (node.getOpType().equals("Constant")
                        && node.getAttributeCount() == 1
                        && node.getAttribute(0).hasT()) {
                    stored.put(node.getOutput(0), node.getAttribute(0).getT().getDimsList());
                }
            }
        }

        GraphFacts facts(Map<String, TensorFacts> seen, boolean run) {
            Macs macs = new Macs(name -> shape(seen, name));
            long[] ofNode = new long[flow.nodes().size()];
            Map<String, Integer> nodes = new TreeMap<>();
            Map<String, Long> counted = new HashMap<>();
            Set<String> uncounted = new TreeSet<>();
            for (int i = 0; i < ofNode.length; i++) {
                NodeProto node = flow.nodes().get(i);
                flow.inside(node).forEach(inner -> nodes.merge(name(inner), 1, Integer::sum));
                OptionalLong own = flow.isConstant(i) ? OptionalLong.of(0) : macs.of(node);
                flow.inside(node)
                        .skip(own.isPresent() ? 1 : 0)
                        .filter(Macs::counts)
                        .forEach(inner -> uncounted.add(name(inner)));
                ofNode[i] = own.orElse(0);
                counted.merge(name(node), ofNode[i], Long::sum);
            }
            List<Operator> operators = new ArrayList<>();
            nodes.forEach(
                    (name, number) ->
                            operators.add(
                                    new Operator(
                                            name,
                                            number,
                                            run && !uncounted.contains(name)
                                                    ? OptionalLong.of(
                                                            counted.getOrDefault(name, 0L))
                                                    : OptionalLong.empty())));
            operators.sort((a, b) -> Integer.compare(b.nodes(), a.nodes()));
            long all = 0;
            for (long of : ofNode) {
                all += of;
            }
            return new GraphFacts(
                    operators,
                    parameters(),
                    run ? OptionalLong.of(all) : OptionalLong.empty(),
                    run ? List.copyOf(uncounted) : List.of(),
                    tensors(seen, ofNode));
        }

        private List<TensorFacts> tensors(Map<String, TensorFacts> seen, long[] ofNode) {
            List<TensorFacts> tensors = new ArrayList<>();
            for (TensorFacts tensor : seen.values()) {
                if (!flow.isConstant(tensor.name())) {
                    BitSet before = flow.ancestors(List.of(tensor.name()));
                    long macs = before.stream().mapToLong(i -> ofNode[i]).sum();
                    tensors.add(
                            new TensorFacts(
                                    tensor.name(),
                                    tensor.type(),
                                    tensor.shape(),
                                    tensor.bytes(),
                                    macs));
                }
            }
            return tensors;
        }

        private @Nullable List<Long> shape(Map<String, TensorFacts> seen, String name) {
            TensorFacts tensor = seen.get(name);
            return tensor == null ? stored.get(name) : tensor.shape();
        }

        private long parameters() {
            return Tensors.in(file.model())
                    .filter(
                            tensor ->
                                    ElementType.of(tensor.getDataType())
                                            .filter(type -> !NOT_LEARNED.contains(type))
                                            .isPresent())
                    .mapToLong(tensor -> TensorValue.count(tensor.getDimsList()))
                    .sum();
        }

        private static String name(NodeProto node) {
            String domain = OnnxFile.domain(node.getDomain());
            return domain.equals("ai.onnx") ? node.getOpType() : domain + "." + node.getOpType();
        }
    }
}
