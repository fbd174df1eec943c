package dev.edgewise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BoxPlotTest {

    @Test
    void boxesOfLikeSizeShareALinearAxis() {
        assertThat(
                        new BoxPlot(
                                        "ms",
                                        List.of(
                                                SamplePage.box("a", 1, 0.5, 0.1),
                                                SamplePage.box("b", 2, 1.4, 0.1)))
                                .axis())
                .isEqualTo(BoxPlot.Axis.LINEAR);
    }

    @Test
    void wideBoxesOfDifferentSizeShareALogarithmicAxis() {
        assertThat(
                        new BoxPlot(
                                        "ms",
                                        List.of(
                                                SamplePage.box("a", 1, 0.5, 0.4),
                                                SamplePage.box("b", 2, 90, 0.4)))
                                .axis())
                .isEqualTo(BoxPlot.Axis.LOGARITHMIC);
    }

    @Test
    void boxesThatEverySharedAxisWouldPressFlatGetAnAxisEach() {
        assertThat(
                        new BoxPlot(
                                        "ms",
                                        List.of(
                                                SamplePage.box("a", 1, 0.5, 0.02),
                                                SamplePage.box("b", 2, 90, 0.02)))
                                .axis())
                .isEqualTo(BoxPlot.Axis.OWN);
    }

    @Test
    void boxesThatAreComparedShareAnAxisEvenWhereItPressesThemFlat() {
        List<BoxPlot.Box> boxes =
                List.of(SamplePage.box("a", 1, 0.5, 0.02), SamplePage.box("b", 2, 90, 0.02));
        assertThat(new BoxPlot("ms", boxes, true).axis()).isEqualTo(BoxPlot.Axis.LOGARITHMIC);
    }

    @Test
    void aValueWithoutALogarithmNeverStandsOnALogarithmicAxis() {
        BoxPlot.Box zero = Boxes.of("a", new double[] {0, 1, 2});

        assertThat(new BoxPlot("ms", List.of(zero, SamplePage.box("b", 2, 900, 0.4))).axis())
                .isEqualTo(BoxPlot.Axis.OWN);
    }

    @Test
    void drawsPointsThatCoverEachOtherOnceAndTheLargestAlways() {
        double[] values = new double[100_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < 80_000 ? i / 80_000.0 : 3 + i / 100_000.0;
        }
        BoxPlot plot = new BoxPlot("ms", List.of(Boxes.of("a", values)));

        assertThat(plot.boxes().getFirst().outliers()).hasSize(20_000);
        assertThat(plot.points(plot.boxes().getFirst()))
                .hasSizeLessThan(1_000)
                .contains(values[values.length - 1]);
    }

    @Test
    void nothingAndNumbersThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new BoxPlot.Box("t", 5, 1, 3, 2, 4, 5, 3, List.of()))
                .hasMessageStartingWith("box t: five ascending numbers and a mean are needed");
        assertThatThrownBy(() -> new BoxPlot.Box("t", 5, 1, 2, 3, 4, 5, Double.NaN, List.of()))
                .hasMessageStartingWith("box t: five ascending numbers and a mean are needed");
        assertThatThrownBy(() -> new BoxPlot("ms", List.of()))
                .hasMessage("a box plot needs at least one box");
    }

    @Test
    void saysInWordsWhatItShows() {
        BoxPlot plot =
                new BoxPlot(
                        "ms", List.of(Boxes.of("request", new double[] {1, 2, 3, 4, 5, 6, 30})));

        assertThat(plot.alternative())
                .isEqualTo(
                        "Box plots in ms. request: median 4.00, half of the values from 2.50 to"
                                + " 5.50, mean 7.29, whiskers from 1.00 to 6.00, beyond them 1 of 7"
                                + " values.");
    }
}
