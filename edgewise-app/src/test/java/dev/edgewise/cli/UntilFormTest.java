package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgewise.measure.statistics.Margin;
import dev.edgewise.measure.statistics.Until;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UntilFormTest {

    private static final Margin ANY = Margin.of(Duration.ZERO);

    private final UntilForm form = new UntilForm();

    @Test
    void aWidthIsGivenUpAfterAnHour() {
        assertThat(form.convert("2%")).isEqualTo(new Until(Margin.of(0.02), Duration.ofHours(1)));
        assertThat(form.convert("1.5 ms"))
                .isEqualTo(new Until(Margin.of(Duration.ofNanos(1_500_000)), Duration.ofHours(1)));
    }

    @Test
    void aTimeAloneCountsWhateverTheWidth() {
        assertThat(form.convert("90s")).isEqualTo(new Until(ANY, Duration.ofSeconds(90)));
        assertThat(form.convert("5m")).isEqualTo(new Until(ANY, Duration.ofMinutes(5)));
        assertThat(form.convert("2h")).isEqualTo(new Until(ANY, Duration.ofHours(2)));
    }

    @Test
    void ofBothWhicheverComesFirst() {
        assertThat(form.convert("2%, 5m"))
                .isEqualTo(new Until(Margin.of(0.02), Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-2%", "0m", "5m,2%", "2%,3%", "2%,5m,6m", "100%", "2%,"})
    void whatIsNoneIsNamed(String text) {
        assertThatThrownBy(() -> form.convert(text))
                .hasMessage(
                        "'%s' is no end, expected an interval's width such as 2%% or 1ms, a time"
                                + " such as 5m, or both: 2%%,5m",
                        text);
    }

    @Test
    void aWidthOfZeroIsNever() {
        assertThatThrownBy(() -> form.convert("0%")).hasMessage("'0%': a width is more than 0");
    }
}
