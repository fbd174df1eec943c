package dev.edgewise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StackedBarsTest {

    private static final StackedBars BARS =
            new StackedBars(
                    "ms",
                    List.of(
                            StackedBars.Bar.of(
                                    "remote",
                                    StackedBars.Part.of("link", 40),
                                    StackedBars.Part.inside("read", 12),
                                    StackedBars.Part.of("predict", 2),
                                    StackedBars.Part.unaccounted(0.5)),
                            StackedBars.Bar.of("edge", StackedBars.Part.of("predict", 2))));

    @Test
    void aPartInsideAnotherIsNotAddedToTheSum() {
        assertThat(BARS.bars().getFirst().total()).isEqualTo(42.5);
    }

    @Test
    void itsDataSayWhichPartIsInsideAndWhichIsMissing() {
        assertThat(BARS.data().text(80))
                .isEqualTo(
                        """
                                 link    read   predict  unaccounted     sum
                                 (ms)    (ms)      (ms)         (ms)    (ms)
                        ────────────────────────────────────────────────────
                        remote  40.00   12.00¹     2.00         0.50   42.50
                        edge        -²      -²     2.00            -²   2.00
                        ¹ runs while the part before it does; not in the sum
                        ² this bar has no such part""");
    }

    @Test
    void aNegativePartIsRefused() {
        assertThatThrownBy(() -> StackedBars.Part.of("link", -0.1))
                .hasMessage("part link: a number of at least 0 is needed, not -0.1");
        assertThatThrownBy(() -> StackedBars.Part.of("link", Double.NaN))
                .hasMessage("part link: a number of at least 0 is needed, not NaN");
    }
}
