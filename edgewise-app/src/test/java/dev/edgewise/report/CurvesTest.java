package dev.edgewise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurvesTest {

    private static final Curves.Axis SHARE = new Curves.Axis("share", "%", 0, 100);

    private static final Curves CURVES =
            new Curves(
                    SHARE,
                    new Curves.Axis("other share", "%", 0, 100),
                    List.of(
                            new Curves.Curve(
                                    "a",
                                    Curves.Look.LINE,
                                    List.of(
                                            Curves.Point.of(0, 1),
                                            new Curves.Point(50, 2.5, "the middle")))));

    @Test
    void itsDataAreItsPointsWithTheirNotes() {
        assertThat(CURVES.data().text(80))
                .isEqualTo(
                        """
                                      other
                               share  share
                        curve    (%)    (%)
                        ───────────────────────────────
                        a       0.00  1.000
                        a      50.00  2.500  the middle""");
        assertThat(CURVES.alternative())
                .isEqualTo(
                        "Curves of other share (%) over share (%). a: 2 points from 0.00, 1.000"
                                + " to 50.00, 2.500.");
    }

    @Test
    void axesThatAreAlikeMakeASquare() {
        assertThat(CURVES.chart()).containsEntry("square", true);
        assertThat(new Curves(SHARE, Curves.Axis.fitted("y", "%"), CURVES.curves()).chart())
                .containsEntry("square", false);
    }

    @Test
    void aPointThatIsNowhereIsRefused() {
        assertThatThrownBy(() -> Curves.Point.of(0, Double.NaN))
                .hasMessage("a point needs finite numbers, not 0.0, NaN");
    }
}
