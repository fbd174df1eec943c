package dev.edgewise.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.evaluate.ClipSelection.Part;
import dev.edgewise.recognize.ClipList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipSelectionTest {

    private static final List<String> WORDS = List.of("no", "yes");
    private static final List<String> ALL = List.of("no", "yes", "_unknown_", "_silence_");

    @TempDir Path folder;

    @BeforeEach
    void makeTheFolder() throws IOException {
        // By their hash the first speaker is for validation, the second for tests.
        for (String word : List.of("yes", "no", "cat")) {
            clip(word + "/026290a7_nohash_0.wav", 8);
            clip(word + "/bb05582b_nohash_0.wav", 8);
            clip(word + "/0a9f9af7_nohash_0.wav", 8);
        }
        clip("_background_noise_/hum.wav", 25 * 8_000 + 100);
    }

    @Test
    void withoutListsTheHashOfTheSpeakerChooses() throws IOException {
        ClipSelection chosen = ClipSelection.of(folder, WORDS, Part.VALIDATION);
        assertThat(names(chosen))
                .containsExactly("no/026290a7_nohash_0.wav", "yes/026290a7_nohash_0.wav");
        assertThat(chosen.how()).isEqualTo("validation, by the hash of the speaker");
        assertThat(chosen.clips()).extracting(LabelledClip::speaker).containsOnly("026290a7");
        assertThat(names(ClipSelection.of(folder, WORDS, Part.TEST)))
                .containsExactly("no/bb05582b_nohash_0.wav", "yes/bb05582b_nohash_0.wav");
        assertThat(ClipSelection.of(folder, WORDS, Part.ALL).clips()).hasSize(6);
    }

    @Test
    void theFoldersListsChooseWhereThereAreSome() throws IOException {
        Files.writeString(
                folder.resolve("validation_list.txt"),
                "yes/0a9f9af7_nohash_0.wav\nno/0a9f9af7_nohash_0.wav\n");
        ClipSelection chosen = ClipSelection.of(folder, WORDS, Part.VALIDATION);
        assertThat(names(chosen))
                .containsExactly("no/0a9f9af7_nohash_0.wav", "yes/0a9f9af7_nohash_0.wav");
        assertThat(chosen.how()).isEqualTo("validation, by the folder's lists");
    }

    @Test
    void otherWordsAreUnknownAndNoiseIsSilenceWhereTheModelHasThese() throws IOException {
        ClipSelection chosen = ClipSelection.of(folder, ALL, Part.VALIDATION);
        // The last tenth of 25 s, less a second that isn't whole.
        assertThat(names(chosen))
                .containsExactly(
                        "_background_noise_/hum.wav from=180090",
                        "_background_noise_/hum.wav from=188090",
                        "cat/026290a7_nohash_0.wav",
                        "no/026290a7_nohash_0.wav",
                        "yes/026290a7_nohash_0.wav");
        assertThat(chosen.clips())
                .extracting(LabelledClip::label)
                .containsExactly("_silence_", "_silence_", "_unknown_", "no", "yes");
        assertThat(chosen.clips().getFirst().speaker()).isEqualTo("_background_noise_/hum.wav");
        assertThat(chosen.clips().getFirst().spoken()).isFalse();
        assertThat(chosen.leftOut()).isEmpty();
        assertThat(noise(Part.TRAINING)).hasSize(22).last().isEqualTo("from=168000");
        assertThat(noise(Part.ALL)).hasSize(25);
        assertThat(noise(Part.TEST)).isEmpty();
    }

    @Test
    void whatTheModelHasNoLabelForIsCounted() throws IOException {
        clip("stray.wav", 8);
        ClipSelection chosen = ClipSelection.of(folder, WORDS, Part.VALIDATION);
        assertThat(chosen.leftOut()).isEqualTo(Map.of("", 1, "cat", 1, "_background_noise_", 1));
        assertThat(chosen.leftOutClips()).isEqualTo(3);
    }

    @Test
    void aListNamesItsClips() throws IOException {
        ClipList list =
                new ClipList(
                        List.of(
                                ClipList.Entry.whole("yes/0a9f9af7_nohash_0.wav"),
                                ClipList.Entry.cut("_background_noise_/hum.wav", 5, 0.5),
                                ClipList.Entry.whole("cat/bb05582b_nohash_0.wav")));
        Path file = Path.of("lists/mine.txt");
        ClipSelection chosen = ClipSelection.of(folder, ALL, list, file);
        assertThat(chosen.clips())
                .extracting(LabelledClip::label)
                .containsExactly("yes", "_silence_", "_unknown_");
        assertThat(chosen.how()).isEqualTo("those listed in mine.txt");
        ClipList missing = new ClipList(List.of(ClipList.Entry.whole("yes/gone.wav")));
        assertThatThrownBy(() -> ClipSelection.of(folder, ALL, missing, file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": names yes/gone.wav, which isn't in " + folder);
    }

    @Test
    void whereThereIsNothingToJudgeByThatIsSaid() throws IOException {
        assertThatThrownBy(() -> ClipSelection.of(folder.resolve("gone"), WORDS, Part.ALL))
                .hasMessage(folder.resolve("gone") + ": no such folder");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> ClipSelection.of(empty, WORDS, Part.ALL))
                .hasMessage(empty + ": no .wav file in this folder");
        assertThatThrownBy(() -> ClipSelection.of(folder, List.of("up", "down"), Part.ALL))
                .hasMessage(
                        folder
                                + ": no folder is named by one of the model's labels (up, down);"
                                + " there are clips in _background_noise_, cat, no, yes");
        assertThatThrownBy(() -> ClipSelection.of(folder, List.of("yes", "up"), Part.ALL))
                .hasMessageStartingWith(folder + ": only clips of 'yes'; ");
        Files.writeString(folder.resolve("validation_list.txt"), "");
        assertThatThrownBy(() -> ClipSelection.of(folder, WORDS, Part.VALIDATION))
                .hasMessage(
                        folder
                                + ": no clip for validation among 6 of the model's labels; --split"
                                + " chooses others");
    }

    private List<String> noise(Part part) throws IOException {
        return names(ClipSelection.of(folder, ALL, part)).stream()
                .filter(name -> name.startsWith("_background"))
                .map(name -> name.substring(name.indexOf(' ') + 1))
                .toList();
    }

    private static List<String> names(ClipSelection selection) {
        return selection.clips().stream().map(clip -> clip.source().name()).toList();
    }

    private void clip(String name, int samples) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        WavFile.write(file, Clip.of(new float[samples], 8_000));
    }
}
