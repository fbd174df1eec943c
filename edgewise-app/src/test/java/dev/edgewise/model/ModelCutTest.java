package dev.edgewise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ModelCutTest {

    /// x [N, 4] -> Relu a -> MatMul b -> Add y, which takes a once more.
    private static GraphProto.Builder residual() {
        return GraphProto.newBuilder()
                .addInput(Graphs.value("x", ElementType.FLOAT32, -1, 4))
                .addInitializer(Graphs.weights("w", 4, 4))
                .addInitializer(Graphs.weights("unused", 9))
                .addNode(Graphs.node("Relu", List.of("x"), "a"))
                .addNode(Graphs.node("MatMul", List.of("a", "w"), "b"))
                .addNode(Graphs.node("Add", List.of("b", "a"), "y"))
                .addOutput(Graphs.value("y", ElementType.FLOAT32, -1, 4));
    }

    private static ModelCut cut(GraphProto.Builder graph, String tensor) throws ModelException {
        ModelCut cut = ModelCut.at(Graphs.file(graph), tensor, Map.of());
        assertThat(cut.check()).matches(CutCheck::passed);
        return cut;
    }

    private static OnnxFile head(ModelCut cut) throws ModelException {
        return OnnxFile.of("head", cut.head());
    }

    private static OnnxFile tail(ModelCut cut) throws ModelException {
        return OnnxFile.of("tail", cut.tail());
    }

    private static List<String> names(List<ModelCut.Crossing> crossing) {
        return crossing.stream().map(c -> c.port().name()).toList();
    }

    @Test
    void aShortcutCrossesBesideTheTensor() throws ModelException {
        ModelCut cut = cut(residual(), "b");
        assertThat(names(cut.crossing())).containsExactly("b", "a");
        assertThat(cut.crossing()).extracting(ModelCut.Crossing::bytes).containsExactly(16L, 16L);
        assertThat(head(cut).outputs())
                .extracting(Port::name, Port::typeAndShape)
                .containsExactly(tuple("b", "float32 [N, 4]"), tuple("a", "float32 [N, 4]"));
        assertThat(tail(cut).inputs()).isEqualTo(head(cut).outputs());
        assertThat(tail(cut).outputs()).extracting(Port::name).containsExactly("y");
    }

    @Test
    void constantsGoWhereTheyAreUsed() throws ModelException {
        ModelCut cut = cut(residual(), "b");
        assertThat(head(cut).graph().getInitializerList())
                .extracting(TensorProto::getName)
                .containsExactly("w");
        assertThat(tail(cut).graph().getInitializerList()).isEmpty();
    }

    @Test
    void constantsThatAreComputedAreComputedOnEitherSideAndDoNotCross() throws ModelException {
        GraphProto.Builder graph =
                GraphProto.newBuilder()
                        .addInput(Graphs.value("x", ElementType.FLOAT32, 3, 2))
                        .addInitializer(Graphs.weights("p", 2, 4))
                        .addInitializer(Graphs.weights("q", 4, 2))
                        .addNode(Graphs.node("MatMul", List.of("p", "q"), "kernel"))
                        .addNode(Graphs.node("MatMul", List.of("x", "kernel"), "a"))
                        .addNode(Graphs.node("MatMul", List.of("a", "kernel"), "y"))
                        .addOutput(Graphs.value("y", ElementType.FLOAT32, 3, 2));
        ModelCut cut = cut(graph, "a");
        assertThat(names(cut.crossing())).containsExactly("a");
        assertThat(cut.headNodes()).isEqualTo(2);
        assertThat(cut.tailNodes()).isEqualTo(2);
    }

    @Test
    void whatABranchTakesFromOutsideCrosses() throws ModelException {
        ModelCut cut = cut(Graphs.branching(), "positive");
        assertThat(names(cut.crossing())).containsExactlyInAnyOrder("positive", "x", "h");
        assertThat(names(cut.crossing())).startsWith("positive");
        assertThat(cut.crossing())
                .filteredOn(ModelCut.Crossing::input)
                .extracting(c -> c.port().name())
                .containsExactly("x");
        assertThat(tail(cut).graph().getInitializerList())
                .extracting(TensorProto::getName)
                .containsExactly("w");
    }

    @Test
    void anOutputThatTheHeadMakesIsItsOwn() throws ModelException {
        GraphProto.Builder graph =
                residual().addOutput(Graphs.value("a", ElementType.FLOAT32, -1, 4));
        ModelCut cut = cut(graph, "b");
        assertThat(cut.headOutputs()).containsExactly("a");
        assertThat(head(cut).outputs()).extracting(Port::name).containsExactly("b", "a");
        assertThat(tail(cut).outputs()).extracting(Port::name).containsExactly("y");
    }

    @Test
    void nodesThatNoOutputNeedsMakeNothingCross() throws ModelException {
        GraphProto.Builder graph =
                residual().addNode(Graphs.node("Exp", List.of("x"), "forgotten"));
        assertThat(names(cut(graph, "a").crossing())).containsExactly("a");
        refused(
                () -> ModelCut.at(Graphs.file(graph), "forgotten", Map.of()),
                "can't be cut at 'forgotten', which is read by no node: nothing lies behind it");
    }

    @Test
    void wholeNumbersTextsAndSeveralInputsCrossToo() throws ModelException {
        GraphProto.Builder graph =
                GraphProto.newBuilder()
                        .addInput(Graphs.value("i", ElementType.INT64, -1))
                        .addInput(Graphs.value("s", ElementType.STRING, -1, 2))
                        .addInput(Graphs.value("u", ElementType.UINT32, -1))
                        .addNode(Graphs.node("Neg", List.of("i"), "j"))
                        .addNode(Graphs.node("Identity", List.of("s"), "t"))
                        .addNode(Graphs.node("Abs", List.of("j"), "k"))
                        .addNode(
                                Graphs.node(
                                        "Concat",
                                        List.of("t", "s"),
                                        "texts",
                                        Graphs.attribute("axis", 1)))
                        .addNode(Graphs.node("Identity", List.of("u"), "v"))
                        .addOutput(Graphs.value("k", ElementType.INT64, -1))
                        .addOutput(Graphs.value("texts", ElementType.STRING, -1, 4))
                        .addOutput(Graphs.value("v", ElementType.UINT32, -1));
        assertThat(names(cut(graph, "j").crossing())).containsExactly("j", "s", "u");
        ModelCut texts = cut(graph, "t");
        assertThat(texts.crossing().getFirst().port().typeAndShape()).isEqualTo("string [N, 2]");
    }

    @Test
    void aSizeThatDependsOnTheValuesIsLeftOpen() throws ModelException {
        GraphProto.Builder graph =
                GraphProto.newBuilder()
                        .addInput(Graphs.value("x", ElementType.BOOL, -1, 8))
                        .addNode(Graphs.node("NonZero", List.of("x"), "places"))
                        .addNode(Graphs.node("Neg", List.of("places"), "y"))
                        .addOutput(Graphs.value("y", ElementType.INT64, 2, -1));
        assertThat(cut(graph, "places").crossing().getFirst().port().typeAndShape())
                .isEqualTo("int64 [2, ?]");
    }

    @Test
    void theShippedModelCutInTwoStillRecognises() throws IOException {
        OnnxFile file = OnnxFile.open("tutorial-cnn");
        ModelCut cut = ModelCut.at(file, "pooled", Map.of());
        assertThat(cut.check()).matches(CutCheck::passed);
        assertThat(cut.check().runs()).isEqualTo(2);
        assertThat(cut.crossing().getFirst().bytes()).isEqualTo(4 * 64 * 14 * 14);
        assertThat(head(cut).metadata())
                .containsEntry("part", "head")
                .containsEntry("cut_at", "pooled")
                .containsKey("labels");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> OnnxModel.load("tail", cut.tail(), 1))
                .withMessage(
                        "tail: not one of Edgewise's models: it is only the tail of one that was cut");
    }

    @Test
    void partsThatGiveSomethingElseAreFoundOut() throws ModelException {
        OnnxFile file = Graphs.file(residual());
        Dataflow flow = new Dataflow(file.model());
        CutPlan plan = CutPlan.at(file, flow, "a");
        OpenSizes sizes = new OpenSizes(file, plan.made(flow), Map.of());
        Part part = new Part(file, flow);
        ModelProto.Builder tail = part.tail(plan, sizes::declared).toBuilder();
        TensorProto wrong = Graphs.weights("w", 4, 4).toBuilder().setFloatData(5, 7).build();
        tail.getGraphBuilder().setInitializer(0, wrong);
        CutCheck check =
                CutCheck.of(file, part.head(plan, sizes::declared), tail.build(), sizes.tried());
        assertThat(check.bitForBit()).isFalse();
        assertThat(check.farthest()).isGreaterThan(CutCheck.TOLERANCE);
        assertThat(check.passed()).isFalse();
    }

    @Test
    void whereNothingCanBeCutIsSaid() throws ModelException {
        OnnxFile file = Graphs.file(residual());
        refused(
                () -> ModelCut.at(file, "x", Map.of()),
                "can't be cut at 'x', which is an input: nothing lies before it");
        refused(
                () -> ModelCut.at(file, "w", Map.of()),
                "can't be cut at 'w', which is a constant: nothing crosses there");
        refused(
                () -> ModelCut.at(file, "y", Map.of()),
                "can't be cut at 'y', which is read by no node: nothing lies behind it");
        refused(() -> ModelCut.at(file, "nowhere", Map.of()), "no tensor 'nowhere'");
        OnnxFile shipped = OnnxFile.open("tutorial-cnn");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> ModelCut.at(shipped, "Conv2", Map.of()))
                .withMessage("tutorial-cnn: no tensor 'Conv2'; did you mean 'conv_2' or 'conv_1'?");
    }

    private static void refused(ThrowingCallable cutting, String why) {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(cutting)
                .withMessage("test.onnx: " + why);
    }
}
