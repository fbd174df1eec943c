package dev.edgewise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.GraphProto;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CutProfileTest {

    private static CutProfile.Settings settings(boolean all, int runs, Duration limit) {
        return new CutProfile.Settings(Map.of(), all, runs, limit, 1, 1);
    }

    /// x -> Relu a -> MatMul b -> Add c, which takes a once more -> Tanh y.
    private static OnnxFile residual() throws ModelException {
        return Graphs.file(
                GraphProto.newBuilder()
                        .addInput(Graphs.value("x", ElementType.FLOAT32, -1, 4))
                        .addInitializer(Graphs.weights("w", 4, 4))
                        .addNode(Graphs.node("Relu", List.of("x"), "a"))
                        .addNode(Graphs.node("MatMul", List.of("a", "w"), "b"))
                        .addNode(Graphs.node("Add", List.of("b", "a"), "c"))
                        .addNode(Graphs.node("Tanh", List.of("c"), "y"))
                        .addOutput(Graphs.value("y", ElementType.FLOAT32, -1, 4)));
    }

    @Test
    void everyPlaceWhereOneTensorCrossesIsMeasuredInEachRound() throws ModelException {
        AtomicInteger rounds = new AtomicInteger();
        CutProfile.Result result =
                CutProfile.measure(
                        residual(),
                        settings(false, 7, Duration.ofMinutes(5)),
                        System::nanoTime,
                        rounds::incrementAndGet);
        assertThat(result.places())
                .extracting(CutProfile.Place::tensor)
                .containsExactly("a", "c", "");
        assertThat(result.places()).allMatch(place -> place.nanos().size() == 7);
        assertThat(result.places())
                .extracting(CutProfile.Place::macs)
                .containsExactly(0L, 16L, 16L);
        assertThat(result.places()).allMatch(place -> place.bytes() == 16);
        assertThat(result.inputBytes()).isEqualTo(16);
        assertThat(rounds).hasValue(7);
    }

    @Test
    void placesWhereSeveralCrossCountAllTheirBytes() throws ModelException {
        CutProfile.Result result =
                CutProfile.measure(
                        residual(),
                        settings(true, 5, Duration.ofMinutes(5)),
                        System::nanoTime,
                        () -> {});
        assertThat(result.places())
                .extracting(CutProfile.Place::tensor)
                .containsExactly("a", "b", "c", "");
        assertThat(result.places().get(1).crossing()).isEqualTo(2);
        assertThat(result.places().get(1).bytes()).isEqualTo(32);
    }

    @Test
    void timeThatIsUpEndsItAfterTheFewestRounds() throws ModelException {
        CutProfile.Result result =
                CutProfile.measure(
                        residual(),
                        settings(false, 1_000, Duration.ZERO),
                        System::nanoTime,
                        () -> {});
        assertThat(result.places().getFirst().nanos()).hasSize(CutProfile.FEWEST_ROUNDS);
    }

    @Test
    void placesBeyondSixtyAreThinnedOutAndCounted() throws ModelException {
        GraphProto.Builder graph =
                GraphProto.newBuilder().addInput(Graphs.value("t0", ElementType.FLOAT32, 2));
        for (int i = 1; i <= 100; i++) {
            graph.addNode(Graphs.node("Sin", List.of("t" + (i - 1)), "t" + i));
        }
        graph.addOutput(Graphs.value("t100", ElementType.FLOAT32, 2));
        CutProfile.Result result =
                CutProfile.measure(
                        Graphs.file(graph),
                        settings(false, 5, Duration.ZERO),
                        System::nanoTime,
                        () -> {});
        assertThat(result.places()).hasSize(CutProfile.MOST_PLACES + 1);
        assertThat(result.left()).isEqualTo(99 - CutProfile.MOST_PLACES);
        assertThat(result.places().get(0).tensor()).isEqualTo("t1");
        assertThat(result.places().get(CutProfile.MOST_PLACES - 1).tensor()).isEqualTo("t99");
    }

    @Test
    void aModelOfOneNodeHasNoPlace() throws ModelException {
        OnnxFile file =
                Graphs.file(
                        GraphProto.newBuilder()
                                .addInput(Graphs.value("x", ElementType.FLOAT32, 2))
                                .addNode(Graphs.node("Sin", List.of("x"), "y"))
                                .addOutput(Graphs.value("y", ElementType.FLOAT32, 2)));
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(
                        () ->
                                CutProfile.measure(
                                        file,
                                        settings(true, 5, Duration.ZERO),
                                        System::nanoTime,
                                        () -> {}))
                .withMessage("test.onnx: there is no place to cut it");
    }
}
