package dev.edgewise.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import dev.edgewise.model.ModelChecks.Check;
import dev.edgewise.model.ModelChecks.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ModelChecksTest {

    private static Map<String, Outcome> outcomes(List<Check> checks) {
        return checks.stream().collect(Collectors.toMap(Check::name, Check::outcome));
    }

    private static List<Check> check(OnnxFile file) {
        return ModelChecks.of(file, Optional.empty(), Map.of());
    }

    /// The shipped model with `test` in its card.
    private static OnnxFile with(SelfTest test) throws IOException {
        ModelProto.Builder model = OnnxFile.open("tutorial-cnn").model().toBuilder();
        ModelCard card = ModelCard.of(OnnxFile.open("tutorial-cnn").metadata()).with(test);
        model.clearMetadataProps();
        card.metadata()
                .forEach(
                        (key, value) ->
                                model.addMetadataProps(
                                        StringStringEntryProto.newBuilder()
                                                .setKey(key)
                                                .setValue(value)));
        return OnnxFile.of("test.onnx", model.build().toByteArray());
    }

    private static SelfTest today() throws IOException {
        return SelfTest.of("tutorial-cnn", ModelStore.bytes("tutorial-cnn"), "no/en-us-m.wav");
    }

    @Test
    void everyShippedModelPasses() throws IOException {
        for (String name : ModelStore.SHIPPED) {
            OnnxFile file = OnnxFile.open(name);
            List<Check> checks = ModelChecks.of(file, Optional.of(file.sha256()), Map.of());
            assertThat(checks).noneMatch(check -> check.outcome() == Outcome.FAILED);
            assertThat(outcomes(checks))
                    .containsEntry("hash", Outcome.PASSED)
                    .containsEntry("opset", Outcome.PASSED)
                    .containsEntry("shapes", Outcome.PASSED)
                    .containsEntry("card", Outcome.PASSED);
        }
    }

    @Test
    void aHashThatIsAnotherFails() throws IOException {
        OnnxFile file = OnnxFile.open("tutorial-cnn");
        assertThat(ModelChecks.of(file, Optional.of("0".repeat(64)), Map.of()))
                .contains(
                        new Check(
                                "hash",
                                Outcome.FAILED,
                                "is " + file.sha256() + ", expected " + "0".repeat(64)));
    }

    @Test
    void aModelThatGivesWhatIsStoredPassesItsSelfTest() throws IOException {
        assertThat(outcomes(check(with(today())))).containsEntry("self-test", Outcome.PASSED);
    }

    @Test
    void aModelThatGivesSomethingElseFailsItsSelfTest() throws IOException {
        List<Float> moved = new ArrayList<>(today().probabilities());
        moved.set(2, moved.get(2) + 0.0002f);
        assertThat(outcomes(check(with(new SelfTest(today().clip(), moved)))))
                .containsEntry("card", Outcome.PASSED)
                .containsEntry("self-test", Outcome.FAILED);
    }

    @Test
    void aShapeThatIsNotAsDeclaredIsNamed() throws ModelException {
        GraphProto.Builder graph =
                GraphProto.newBuilder()
                        .addInput(Graphs.value("x", ElementType.FLOAT32, -1, 2))
                        .addNode(Graphs.node("Relu", List.of("x"), "y"))
                        .addOutput(Graphs.value("y", ElementType.FLOAT32, 7, 2));
        assertThat(check(Graphs.file(graph)))
                .contains(
                        new Check(
                                "shapes",
                                Outcome.FAILED,
                                "'y' is declared as float32 [7, 2], and is float32 [1, 2] in a run"
                                        + " with N = 1"));
    }

    @Test
    void aShapeThatDependsOnTheValuesIsNoMistake() throws ModelException {
        GraphProto.Builder graph =
                GraphProto.newBuilder()
                        .addInput(Graphs.value("x", ElementType.FLOAT32, 64))
                        .addInitializer(Graphs.constant("zero", 0f))
                        .addNode(Graphs.node("Greater", List.of("x", "zero"), "positive"))
                        .addNode(Graphs.node("NonZero", List.of("positive"), "y"))
                        .addOutput(Graphs.value("y", ElementType.INT64, 1, 3));
        assertThat(outcomes(check(Graphs.file(graph)))).containsEntry("shapes", Outcome.PASSED);
    }

    @Test
    void anOutputThatForgetsTheBatchIsFoundWithTwo() throws ModelException {
        GraphProto.Builder graph =
                GraphProto.newBuilder()
                        .addInput(Graphs.value("x", ElementType.FLOAT32, -1, 2))
                        .addNode(Graphs.node("Relu", List.of("x"), "y"))
                        .addOutput(Graphs.value("y", ElementType.FLOAT32, 1, 2));
        assertThat(check(Graphs.file(graph)))
                .filteredOn(check -> check.name().equals("shapes"))
                .singleElement()
                .satisfies(
                        check -> assertThat(check.detail()).endsWith("[2, 2] in a run with N = 2"));
    }

    @Test
    void aForeignModelGetsTheChecksThatApply() throws ModelException {
        assertThat(outcomes(check(Graphs.file(Graphs.branching()))))
                .containsOnly(
                        Map.entry("hash", Outcome.SKIPPED),
                        Map.entry("opset", Outcome.PASSED),
                        Map.entry("shapes", Outcome.PASSED),
                        Map.entry("card", Outcome.SKIPPED),
                        Map.entry("self-test", Outcome.SKIPPED));
    }

    @Test
    void aModelThatTheRuntimeCannotLoadFailsThere() throws ModelException {
        GraphProto.Builder graph =
                GraphProto.newBuilder()
                        .addInput(Graphs.value("x", ElementType.FLOAT32, 2))
                        .addNode(Graphs.node("Reluu", List.of("x"), "y"))
                        .addOutput(Graphs.value("y", ElementType.FLOAT32, 2));
        assertThat(outcomes(check(Graphs.file(graph))))
                .containsOnly(
                        Map.entry("hash", Outcome.SKIPPED), Map.entry("opset", Outcome.FAILED));
    }

    @Test
    void aCardThatDoesNotFitFails() throws ModelException {
        OnnxGraph graph = new OnnxGraph("twice");
        graph.input("x", OnnxGraph.BATCH, 4);
        graph.node("Add", List.of("x", "x"), "y");
        graph.output("y", OnnxGraph.BATCH, 4);
        graph.metadata(Map.of("labels", "a,b", "sample_rate", "8000", "samples", "4"));
        assertThat(outcomes(check(OnnxFile.of("twice.onnx", graph.bytes()))))
                .containsEntry("card", Outcome.FAILED);
    }
}
