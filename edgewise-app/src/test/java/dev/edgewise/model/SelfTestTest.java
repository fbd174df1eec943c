package dev.edgewise.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfTestTest {

    @Test
    void aModelStillGivesWhatItGave() throws IOException {
        SelfTest test =
                SelfTest.of("shipped", ModelStore.bytes(ModelStore.DEFAULT), "yes/en-gb-f.wav");
        try (OnnxModel model = ModelStore.open(ModelStore.DEFAULT, 1)) {
            assertThat(test.probabilities()).hasSameSizeAs(model.card().labels());
            assertThat(test.difference(model)).isZero();
        }
    }

    @Test
    void whatItNeverGaveIsFarOff() throws IOException {
        try (OnnxModel model = ModelStore.open(ModelStore.DEFAULT, 1)) {
            List<Float> twos = Collections.nCopies(model.card().labels().size(), 2f);
            SelfTest test = new SelfTest("yes/en-gb-f.wav", twos);
            assertThat(test.difference(model)).isGreaterThan(1);
        }
    }
}
