package dev.edgewise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WaterfallTest {

    private static final Waterfall WATERFALL =
            new Waterfall(
                    "ms",
                    List.of(
                            StackedBars.Bar.of(
                                    "remote",
                                    StackedBars.Part.of("upload", 20),
                                    StackedBars.Part.of("link", 12),
                                    StackedBars.Part.inside("read", 4),
                                    StackedBars.Part.of("predict", 2),
                                    StackedBars.Part.unaccounted(1))));

    @Test
    void eachPartBeginsWhereTheOneBeforeEndsAndOneInsideEndsWithIt() {
        assertThat(WATERFALL.alternative())
                .isEqualTo(
                        "Waterfalls in ms, each on an axis of its own. remote, 35.0 in all: upload"
                                + " from 0.0 to 20.0, link from 20.0 to 32.0, read from 28.0 to"
                                + " 32.0, predict from 32.0 to 34.0, unaccounted from 34.0 to"
                                + " 35.0.");
    }

    @Test
    void itsDataAreItsRows() {
        assertThat(Rows.of(WATERFALL.data()))
                .containsExactly(
                        "remote | upload | 0.0 | 20.0 | 20.0",
                        "remote | link | 20.0 | 32.0 | 12.0",
                        "remote | read | 28.0 | 32.0 | 4.0",
                        "remote | predict | 32.0 | 34.0 | 2.0",
                        "remote | unaccounted | 34.0 | 35.0 | 1.0");
        assertThat(WATERFALL.data().reasons())
                .containsExactly("runs while the part before it does");
    }

    @Test
    void aPartThatClaimsToBeLongerThanWhatItRunsInBeginsAtTheStart() {
        assertThat(
                        Waterfall.rows(
                                StackedBars.Bar.of(
                                        "a",
                                        StackedBars.Part.of("link", 1),
                                        StackedBars.Part.inside("read", 5))))
                .last()
                .isEqualTo(new Waterfall.Row("read", StackedBars.Kind.INSIDE, 0, 1));
    }

    @Test
    void nothingIsRefused() {
        assertThatThrownBy(() -> new Waterfall("ms", List.of()))
                .hasMessage("a waterfall needs at least one request");
    }
}
