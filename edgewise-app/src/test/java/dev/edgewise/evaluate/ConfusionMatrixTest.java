package dev.edgewise.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    private final ConfusionMatrix matrix = new ConfusionMatrix(List.of("go", "no", "yes"));

    @Test
    void countsWhatWasSaidAgainstWhatWasRecognised() {
        matrix.add("go", "no");
        matrix.add("go", "go");
        matrix.add("go", "no");
        matrix.add("yes", "yes");
        assertThat(matrix.count("go", "no")).isEqualTo(2);
        assertThat(matrix.count("no", "go")).isZero();
        assertThat(matrix.said("go")).isEqualTo(3);
        assertThat(matrix.right()).isEqualTo(2);
        assertThat(matrix.total()).isEqualTo(4);
    }

    @Test
    void aWordThatIsNoLabelIsRefused() {
        assertThatThrownBy(() -> matrix.add("bird", "go"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bird");
    }
}
