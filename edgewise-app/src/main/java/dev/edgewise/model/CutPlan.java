package dev.edgewise.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// Where a cut at a tensor leads: which nodes come before it, which behind, and what goes from the
/// one side to the other.
///
/// Before the cut is what the tensor is made of, behind it all else that the model's outputs need.
/// Constants, stored or computed, are on no side: each part takes those that it needs.
///
/// @param tensor where the cut is
/// @param head nodes before it
/// @param tail nodes behind it
/// @param crossing the tensors that the tail reads and doesn't make: made by the head or, as they
/// are, the model's inputs; `tensor` comes first
/// @param headOutputs outputs of the model that the head makes
/// @param tailOutputs those that the tail makes
record CutPlan(
        String tensor,
        BitSet head,
        BitSet tail,
        List<String> crossing,
        List<String> headOutputs,
        List<String> tailOutputs) {

    /// Plans a cut.
    ///
    /// @throws ModelException if nothing lies before or behind it, or there is no such tensor
    static CutPlan at(OnnxFile file, Dataflow flow, String tensor) throws ModelException {
        List<String> inputs = file.inputs().stream().map(Port::name).toList();
        if (inputs.contains(tensor)) {
            throw refused(file, tensor, "is an input: nothing lies before it");
        }
        OptionalInt maker = flow.maker(tensor);
        if (maker.isEmpty() && !flow.isStored(tensor)) {
            throw new ModelException(
                    file.source()
                            + ": no tensor '"
                            + tensor
                            + "'"
                            + NearNames.hint(flow.tensors(), tensor));
        }
        if (flow.isConstant(tensor)) {
            throw refused(file, tensor, "is a constant: nothing crosses there");
        }
        BitSet head = flow.computing(List.of(tensor));
        List<String> headOutputs = new ArrayList<>();
        List<String> tailOutputs = new ArrayList<>();
        for (Port output : file.outputs()) {
            OptionalInt made = flow.maker(output.name());
            boolean before = made.isPresent() && head.get(made.getAsInt());
            (before ? headOutputs : tailOutputs).add(output.name());
        }
        BitSet tail = flow.computing(tailOutputs);
        tail.andNot(head);
        Set<String> read = new LinkedHashSet<>(List.of(tensor));
        tail.stream().forEach(i -> read.addAll(flow.reads(i)));
        boolean isRead = tail.stream().anyMatch(i -> flow.reads(i).contains(tensor));
        if (!isRead) {
            throw refused(file, tensor, "is read by no node: nothing lies behind it");
        }
        read.addAll(tailOutputs);
        List<String> crossing =
                read.stream()
                        .filter(
                                name -> {
                                    OptionalInt made = flow.maker(name);
                                    return made.isPresent()
                                            ? head.get(made.getAsInt())
                                            : inputs.contains(name);
                                })
                        .toList();
        return new CutPlan(tensor, head, tail, crossing, headOutputs, tailOutputs);
    }

    /// What crosses and is made by the head: the rest are the model's inputs.
    List<String> made(Dataflow flow) {
        return crossing.stream().filter(name -> flow.maker(name).isPresent()).toList();
    }

    private static ModelException refused(OnnxFile file, String tensor, String why) {
        return new ModelException(
                file.source() + ": can't be cut at '" + tensor + "', which " + why);
    }
}
