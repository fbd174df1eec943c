package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A model cut in two at a tensor: a head, whose outputs the tail goes on with. What the head
/// gives besides, if some of the model's outputs lie before the cut, is theirs.
///
/// An input of the model that the tail reads crosses as it is: the tail takes it, too.
public final class ModelCut {

    /// A tensor that goes from one side to the other.
    ///
    /// @param port its name, type and shape, as both files declare it
    /// @param bytes that its values take, at the shapes that were asked for
    /// @param input whether it is one of the model's inputs
    public record Crossing(Port port, long bytes, boolean input) {}

    private final OnnxFile file;
    private final CutPlan plan;
    private final List<Crossing> crossing;
    private final ModelProto head;
    private final ModelProto tail;
    private final List<Map<String, List<Long>>> shapes;

    private ModelCut(
            OnnxFile file,
            CutPlan plan,
            List<Crossing> crossing,
            ModelProto head,
            ModelProto tail,
            List<Map<String, List<Long>>> shapes) {
        this.file = file;
        this.plan = plan;
        this.crossing = crossing;
        this.head = head;
        this.tail = tail;
        this.shapes = shapes;
    }

    /// Cuts `file` at `tensor`.
    ///
    /// @param shapes the shapes of those inputs whose shape the caller chooses, by name; where the
    /// model leaves a size open and there is none here, it is 1
    /// @throws ModelException if there is no such tensor, nothing lies before or behind it, or the
    /// model can't be run
    public static ModelCut at(OnnxFile file, String tensor, Map<String, List<Long>> shapes)
            throws ModelException {
        Dataflow flow = new Dataflow(file.model());
        CutPlan plan = CutPlan.at(file, flow, tensor);
        OpenSizes sizes = new OpenSizes(file, plan.made(flow), shapes);
        Map<String, TensorValue> inputs = RandomInputs.of(file, shapes, 1);
        List<Crossing> crossing = new ArrayList<>();
        for (String name : plan.crossing()) {
            TensorValue input = inputs.get(name);
            crossing.add(
                    input == null
                            ? new Crossing(
                                    Port.of(sizes.declared(name)), sizes.value(name).size(), false)
                            : new Crossing(port(file, name), input.size(), true));
        }
        Part part = new Part(file, flow);
        return new ModelCut(
                file,
                plan,
                List.copyOf(crossing),
                part.head(plan, sizes::declared),
                part.tail(plan, sizes::declared),
                sizes.tried());
    }

    private static Port port(OnnxFile file, String input) {
        return file.inputs().stream().filter(p -> p.name().equals(input)).findFirst().orElseThrow();
    }

    /// What goes from the head's side to the tail's, the tensor of the cut first.
    public List<Crossing> crossing() {
        return crossing;
    }

    /// Outputs of the model that the head makes.
    public List<String> headOutputs() {
        return plan.headOutputs();
    }

    /// The head's file.
    public byte[] head() {
        return head.toByteArray();
    }

    /// The tail's file.
    public byte[] tail() {
        return tail.toByteArray();
    }

    /// How many nodes the head has, those that compute its constants among them.
    public int headNodes() {
        return head.getGraph().getNodeCount();
    }

    /// How many nodes the tail has.
    public int tailNodes() {
        return tail.getGraph().getNodeCount();
    }

    /// Runs both, one after the other, and the whole model, on the same random inputs, and
    /// compares what they give.
    ///
    /// @throws ModelException if a part can't be run
    public CutCheck check() throws ModelException {
        return CutCheck.of(file, head, tail, shapes);
    }
}
