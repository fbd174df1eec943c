package dev.edgewise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LetterValuePlotTest {

    private static final LetterValuePlot PLOT =
            new LetterValuePlot(
                    "ms",
                    List.of(
                            new LetterValuePlot.Group(
                                    "edge",
                                    40,
                                    2,
                                    List.of(
                                            new LetterValuePlot.Pair(0.25, 1.5, 3),
                                            new LetterValuePlot.Pair(0.125, 1.25, 5)),
                                    List.of(1.0, 90.0))));

    @Test
    void saysInWordsWhatEachBoxHoldsAndWhatLiesBeyond() {
        assertThat(PLOT.alternative())
                .isEqualTo(
                        "Letter-value plots in ms, each on an axis of its own. edge on a"
                                + " logarithmic axis: median 2.00, 50 % from 1.50 to 3.00, 75 %"
                                + " from 1.25 to 5.00, beyond 2 of 40 values, the largest 90.00.");
    }

    @Test
    void itsDataAreItsBoxes() {
        assertThat(Rows.of(PLOT.data()))
                .containsExactly(
                        "edge | 40 | median | 2.00 | 2.00",
                        "edge | 40 | 50 % | 1.50 | 3.00",
                        "edge | 40 | 75 % | 1.25 | 5.00",
                        "edge | 40 | all | 1.00 | 90.00");
    }

    @Test
    void drawsPointsThatCoverEachOtherOnceAndTheLargestAlways() {
        List<Double> beyond = IntStream.range(0, 50_000).mapToObj(i -> 10 + i / 10_000.0).toList();
        LetterValuePlot.Group group =
                new LetterValuePlot.Group(
                        "a", 100_000, 2, List.of(new LetterValuePlot.Pair(0.25, 1, 3)), beyond);

        assertThat(group.points()).hasSizeLessThan(600).contains(beyond.getLast());
    }

    @Test
    void boxesThatDoNotHoldEachOtherAreRefused() {
        assertThatThrownBy(
                        () ->
                                new LetterValuePlot.Group(
                                        "a",
                                        3,
                                        2,
                                        List.of(
                                                new LetterValuePlot.Pair(0.25, 1, 3),
                                                new LetterValuePlot.Pair(0.125, 1.5, 4)),
                                        List.of()))
                .hasMessageStartingWith("letter values of a: each box must hold the one before");
        assertThatThrownBy(() -> new LetterValuePlot.Group("a", 3, 2, List.of(), List.of()))
                .hasMessage("letter values of a: no box");
        assertThatThrownBy(() -> new LetterValuePlot("ms", List.of()))
                .hasMessage("a letter-value plot needs at least one group");
    }
}
