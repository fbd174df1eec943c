package dev.edgewise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeatMapTest {

    @Test
    void aFieldIsAsDarkAsItsShareOfItsRowAndOthersAreStronger() {
        assertThat(SamplePage.confusions().html())
                .contains("<td class=\"same dark\" style=\"--shade:95%\">90</td>")
                .contains("<td class=\"other\" style=\"--shade:26%\">8</td>")
                .contains("<td class=\"other\" style=\"--shade:36%\">11</td>");
    }

    @Test
    void itsDataHaveEachRowsSum() {
        assertThat(SamplePage.confusions().data().text(80))
                .isEqualTo(
                        """
                                   ── recognised as ──
                        said       down  go  _unknown_  sum
                        ───────────────────────────────────
                        down         90   8          2  100
                        go           11  60          0   71
                        _unknown_     1   3         96  100""");
        assertThat(SamplePage.confusions().alternative()).contains("go as down: 11");
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        assertThatThrownBy(
                        () -> new HeatMap("a", "b", List.of("x"), List.of("x"), List.of(List.of())))
                .hasMessage("a heat map needs rows and columns, and a count for each of both");
    }
}
