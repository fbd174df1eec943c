package dev.edgewise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EcdfTest {

    private static double[] upTo(int n) {
        return IntStream.rangeClosed(1, n).asDoubleStream().toArray();
    }

    @Test
    void eachOfTheLargestIsAStepAndOfTheRestAsManyAsAreSeen() {
        Ecdf.Line line = Ecdf.Line.of("a", upTo(1_000_000));

        assertThat(line.steps()).hasSizeLessThan(150);
        assertThat(line.steps().getFirst()).isEqualTo(new Ecdf.Step(1, 1));
        assertThat(line.steps().reversed().subList(0, 20))
                .allSatisfy(
                        step ->
                                assertThat(step.share())
                                        .isEqualTo((1_000_001 - step.value()) / 1_000_000));
        assertThat(line.steps().getLast()).isEqualTo(new Ecdf.Step(1_000_000, 1e-6));
    }

    @Test
    void saysInWordsHowFarTheTailReaches() {
        assertThat(new Ecdf("ms", List.of(Ecdf.Line.of("edge", upTo(20)))).alternative())
                .isEqualTo(
                        "Share of the values that are at least so large, on a logarithmic axis,"
                                + " over the value in ms. edge: 50 % are at least 11.0, 10 % are at"
                                + " least 19.0, the largest of 20 is 20.0.");
    }

    @Test
    void itsDataAreItsSteps() {
        Ecdf ecdf = new Ecdf("ms", List.of(Ecdf.Line.of("edge", new double[] {1, 2, 40})));
        assertThat(Rows.of(ecdf.data()))
                .containsExactly(
                        "edge | 1.00 | 100.0 | 3",
                        "edge | 2.00 | 66.67 | 3",
                        "edge | 40.00 | 33.33 | 3");
    }

    @Test
    void valuesThatDifferMuchStandOnALogarithmicAxisUnlessOneHasNoLogarithm() {
        assertThat(new Ecdf("ms", List.of(Ecdf.Line.of("a", new double[] {1, 30}))).scale())
                .isEqualTo(Scale.LOGARITHMIC);
        assertThat(new Ecdf("ms", List.of(Ecdf.Line.of("a", new double[] {0, 30}))).scale())
                .isEqualTo(Scale.LINEAR);
        assertThat(new Ecdf("ms", List.of(Ecdf.Line.of("a", new double[] {10, 30}))).scale())
                .isEqualTo(Scale.LINEAR);
    }

    @Test
    void nothingAndWhatIsNoDistributionAreRefused() {
        assertThatThrownBy(() -> new Ecdf("ms", List.of()))
                .hasMessage("a distribution needs at least one line");
        assertThatThrownBy(() -> new Ecdf.Line("a", 0, List.of()))
                .hasMessage("distribution of a: no values");
        assertThatThrownBy(() -> new Ecdf.Step(1, 0))
                .hasMessage("a step needs a value and a share above 0, not 1.0, 0.0");
        assertThatThrownBy(
                        () ->
                                new Ecdf.Line(
                                        "a", 2, List.of(new Ecdf.Step(2, 1), new Ecdf.Step(1, 1))))
                .hasMessageStartingWith(
                        "distribution of a: values must ascend and shares descend, not");
    }
}
