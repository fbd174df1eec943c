package dev.edgewise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiagramTest {

    private static final List<Diagram.Lane> LANES =
            List.of(new Diagram.Lane("client", "", ""), new Diagram.Lane("server", "", ""));

    private static final List<Diagram.Step> STEPS =
            List.of(
                    new Diagram.Message(0, 1, "a request"),
                    new Diagram.Work(1, "predict"),
                    new Diagram.Message(1, 0, "the word"));

    @Test
    void saysInWordsWhereEachClockStartsAndStops() {
        assertThat(new Diagram(LANES, STEPS, List.of(new Diagram.Clock("request", 0, 0, 2))))
                .extracting(Diagram::alternative)
                .isEqualTo(
                        "Drawing of the set-up with client, server. In turn: client to server: a"
                                + " request; server: predict; server to client: the word. The clock"
                                + " “request”, read at client, runs from “a request” to “the word”.");
    }

    @Test
    void refusesLanesAndStepsThatAreNotThere() {
        assertThatThrownBy(
                        () ->
                                new Diagram(
                                        LANES, List.of(new Diagram.Message(0, 2, "x")), List.of()))
                .hasMessage("no lane 2 among 2");
        assertThatThrownBy(
                        () ->
                                new Diagram(
                                        LANES,
                                        STEPS,
                                        List.of(new Diagram.Clock("request", 0, 0, 3))))
                .hasMessage("clock request runs beyond the steps");
    }

    @Test
    void clocksThatRunAtTheSameTimeStandApart() {
        Diagram diagram =
                new Diagram(
                        LANES,
                        STEPS,
                        List.of(
                                new Diagram.Clock("total", 0, 0, 2),
                                new Diagram.Clock("request", 0, 0, 2)));
        String svg = new DiagramSvg(diagram, "f").html();

        assertThat(svg.lines().filter(line -> line.contains("class=\"clock\"")).distinct())
                .hasSize(2);
    }
}
