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

    @Test
    void aSelfTestComesBackToTheLastBit() {
        SelfTest test = new SelfTest("yes/en-gb-f.wav", List.of(0.1f + 0.2f, 1e-9f));
        ModelCard card = CARD.with(test);
        assertThat(ModelCard.of(card.metadata())).isEqualTo(card).isNotEqualTo(CARD);
        assertThat(ModelCard.of(card.metadata()).selfTest()).contains(test);
    }

    @Test
    void halfASelfTestIsNamed() {
        Map<String, String> metadata = new HashMap<>(CARD.metadata());
        metadata.put("self_test_clip", "yes/en-gb-f.wav");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCard.of(metadata))
                .withMessage("no self_test_probabilities in metadata_props");
        metadata.put("self_test_probabilities", "0.5,half");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCard.of(metadata))
                .withMessage("self_test_probabilities: numbers are needed, got '0.5,half'");
        metadata.put("self_test_probabilities", "0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCard.of(metadata))
                .withMessage("self_test_probabilities: one a label is needed, got 1 for 2");
        metadata.put("self_test_clip", "../../etc/passwd");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCard.of(metadata))
                .withMessage("self_test_clip: no such demo clip: '../../etc/passwd'");
    }

    @Test
    void aPartOfAModelHasNoCard() {
        Map<String, String> metadata = new HashMap<>(CARD.metadata());
        metadata.put("part", "head");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCard.of(metadata))
                .withMessage("it is only the head of one that was cut");
    }
}
