package dev.edgewise.recognize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitsTest {

    @TempDir Path folder;

    @Test
    void theListsOfAFolderDecide() throws IOException {
        Files.writeString(folder.resolve("validation_list.txt"), "yes/a.wav\nno/b.wav \n");
        Files.writeString(folder.resolve("testing_list.txt"), "yes/c.wav\n");
        Splits splits = Splits.of(folder);
        assertThat(splits.listed()).isTrue();
        assertThat(splits.of("no/b.wav")).isEqualTo(Split.VALIDATION);
        assertThat(splits.of("yes/c.wav")).isEqualTo(Split.TEST);
        assertThat(splits.of("no/a.wav")).isEqualTo(Split.TRAINING);
    }

    @Test
    void withoutListsTheHashOfTheNameDoes() throws IOException {
        Splits splits = Splits.of(folder);
        assertThat(splits.listed()).isFalse();
        assertThat(splits.of("yes/026290a7_nohash_0.wav")).isEqualTo(Split.VALIDATION);
        assertThat(splits.of("yes/bb05582b_nohash_0.wav")).isEqualTo(Split.TEST);
    }
}
