package dev.edgewise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CsvTest {

    @Test
    void whatWouldBreakARowIsQuotedAndWhatIsUnknownIsEmpty() {
        Csv csv = new Csv("run", "n", "mean_ms", "p50_ms");
        csv.row().add("a, \"b\"").add(3).add(0.1).add(OptionalDouble.empty()).end();
        csv.row().add("two\nlines").add(0).add(Double.NaN).add(OptionalDouble.of(1e-9)).end();
        assertThat(csv.toString())
                .isEqualTo(
                        "run,n,mean_ms,p50_ms\r\n"
                                + "\"a, \"\"b\"\"\",3,0.1,\r\n"
                                + "\"two\nlines\",0,,1.0E-9\r\n");
    }

    @Test
    void aRowHasAsManyValuesAsThereAreNames() {
        Csv.Row row = new Csv("a", "b").row().add("x");
        assertThatThrownBy(row::end)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("1 values in a row of 2 columns");
    }
}
