package dev.edgewise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelCardTest {

    private static final ModelCard CARD =
            new ModelCard(
                    "words",
                    "1",
                    List.of("yes", "no"),
                    16_000,
                    12_000,
                    "some clips, CC BY 4.0",
                    "by hand",
                    "7",
                    "all right");

    @Test
    void aCardComesBackFromItsMetadata() {
        assertThat(ModelCard.of(CARD.metadata())).isEqualTo(CARD);
    }

    @Test
    void aMissingEntryIsNamed() {
        Map<String, String> metadata = new HashMap<>(CARD.metadata());
        metadata.remove("labels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCard.of(metadata))
                .withMessage("no labels in metadata_props");
    }

    @Test
    void aNumberThatIsNoneIsNamed() {
        Map<String, String> metadata = new HashMap<>(CARD.metadata());
        metadata.put("sample_rate", "16k");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCard.of(metadata))
                .withMessage("sample_rate: a whole number is needed, got '16k'");
    }

    @Test
    void aRateThatNoClipCanBeBroughtToIsRefused() {
        Map<String, String> metadata = new HashMap<>(CARD.metadata());
        metadata.put("sample_rate", "100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCard.of(metadata))
                .withMessage("sample_rate: must be from 4000 to 384000 Hz, got 100");
    }

    @Test
    void textsMayBeMissing() {
        ModelCard card =
                ModelCard.of(Map.of("labels", "a,b", "sample_rate", "8000", "samples", "8000"));
        assertThat(card.labels()).containsExactly("a", "b");
        assertThat(card.data()).isEmpty();
    }
}
