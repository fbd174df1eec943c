package dev.edgewise.recognize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {

    @ParameterizedTest
    @CsvSource({
        "026290a7_nohash_0.wav, 0.682154, VALIDATION",
        "bb05582b_nohash_3.wav, 18.132679, TEST",
        "0a9f9af7_nohash_1__v002.wav, 98.058872, TRAINING"
    })
    void theHashOfTheSpeakerDecides(String name, double percent, Split split) {
        assertThat(Split.percent(name)).isCloseTo(percent, within(1e-6));
        assertThat(Split.of(name)).isEqualTo(split);
    }

    @Test
    void aSpeakerIsOnOneSide() {
        assertThat(Split.of("026290a7_nohash_0.wav")).isEqualTo(Split.of("026290a7_nohash_9.wav"));
    }
}
