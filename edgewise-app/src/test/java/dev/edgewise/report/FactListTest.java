package dev.edgewise.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FactListTest {

    @Test
    void factsAreLinedUpAndLongOnesWrapped() {
        FactList list =
                new FactList()
                        .add("name", "a")
                        .add("nothing", "")
                        .add("data", "several words that take two lines");
        assertThat(list.text(24))
                .isEqualTo("name  a\ndata  several words that\n      take two lines");
    }

    @Test
    void aNameThatIsTooLongStandsAlone() {
        assertThat(new FactList().add("a long name indeed", "b").add("c", "d").text(24))
                .isEqualTo("a long name indeed\n          b\nc         d");
    }
}
