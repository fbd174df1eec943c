package dev.edgewise.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgewise.SharedData;
import dev.edgewise.recognize.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetTest {

    @TempDir private Path folder;

    @Test
    void theListsTellWhatIsNotForTraining() throws IOException {
        touch("yes/a.wav", "yes/b.wav", "yes/c.WAV", "yes/notes.txt", "no/a.wav", "no/.b.wav");
        Files.writeString(folder.resolve("validation_list.txt"), "yes/b.wav\r\nno/x.wav\r\n");
        Files.writeString(folder.resolve("testing_list.txt"), "yes/c.WAV\n");

        DataSet data = DataSet.list(folder, List.of("yes", "no"));

        assertThat(data.recordings(Split.VALIDATION))
                .containsExactly(new Recording(folder.resolve("yes/b.wav"), 0, Split.VALIDATION));
        assertThat(data.recordings(Split.TEST)).hasSize(1);
        assertThat(data.recordings(Split.TRAINING))
                .extracting(Recording::file)
                .containsExactly(folder.resolve("yes/a.wav"), folder.resolve("no/a.wav"));
    }

    @Test
    void withoutListsTheHashOfTheNameTells() throws IOException {
        touch("yes/026290a7_nohash_0.wav", "yes/0a9f9af7_nohash_0.wav", "no/bb05582b_nohash_0.wav");
        assertThat(DataSet.list(folder, List.of("yes", "no")).recordings())
                .extracting(Recording::split)
                .containsExactly(Split.VALIDATION, Split.TRAINING, Split.TEST);
    }

    @Test
    void aMissingFolderIsNamed() {
        Path missing = folder.resolve("nowhere");
        assertThatThrownBy(() -> DataSet.list(missing, DataSet.TUTORIAL_WORDS))
                .isInstanceOf(DataSetException.class)
                .hasMessage(missing + ": no such folder");
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        touch("yes/a.wav");
        assertThatThrownBy(() -> DataSet.list(folder.resolve("yes/a.wav"), List.of("a", "b")))
                .hasMessage(folder.resolve("yes/a.wav") + ": not a folder");
    }

    @Test
    void aWordWithoutRecordingsIsNamed() throws IOException {
        touch("yes/a.wav", "lights/a.wav");
        assertThatThrownBy(() -> DataSet.list(folder, List.of("yes", "no")))
                .hasMessage(
                        folder
                                + ": no WAV files of the word 'no' (expected in no/); --words"
                                + " chooses among its folders, such as lights");
    }

    @Test
    void anEmptyFolderHasNoWords() throws IOException {
        assertThat(DataSet.tutorialWords(folder)).isEqualTo(DataSet.TUTORIAL_WORDS);
        assertThatThrownBy(() -> DataSet.list(folder, DataSet.tutorialWords(folder)))
                .hasMessage(folder + ": no recordings: expected a folder of WAV files a word");
    }

    @Test
    void oneWordIsNothingToTellApart() throws IOException {
        touch("yes/a.wav", "yes/b.wav");
        assertThatThrownBy(() -> DataSet.list(folder, DataSet.tutorialWords(folder)))
                .hasMessage(folder + ": needs two different words at least to tell apart, got yes");
    }

    @Test
    void aWordIsAFoldersNameAndThereOnce() {
        for (List<String> words :
                List.of(List.of("yes", "no", "yes"), List.of("yes", "a/yes"), List.of("no", " "))) {
            assertThatThrownBy(() -> DataSet.list(folder, words))
                    .isInstanceOf(DataSetException.class)
                    .hasMessageEndingWith("': no word, or there twice; a word is a folder's name");
        }
    }

    @Test
    void theWordsAreThoseOfTheTutorialThatAreThere() throws IOException {
        touch("yes/a.wav", "go/a.wav", "house/a.wav");
        Files.createDirectories(folder.resolve("up"));
        assertThat(DataSet.tutorialWords(folder)).containsExactly("go", "yes");
    }

    @Test
    void otherWordsAreAllButTheWordsAndThoseHeldOut() throws IOException {
        touch("yes/a.wav", "no/a.wav", "house/a.wav", "house/b.wav", "bird/a.wav", "cat/a.wav");
        touch("_background_noise_/hum.wav", ".hidden/a.wav", "notes/a.txt");
        Files.writeString(folder.resolve("validation_list.txt"), "house/b.wav\n");
        DataSet data = DataSet.list(folder, List.of("yes", "no"));
        assertThat(data.otherWords(List.of("cat")))
                .containsExactly(
                        new Recording(folder.resolve("bird/a.wav"), 2, Split.TRAINING),
                        new Recording(folder.resolve("house/a.wav"), 2, Split.TRAINING),
                        new Recording(folder.resolve("house/b.wav"), 2, Split.VALIDATION));
        assertThat(data.noises()).containsExactly(folder.resolve("_background_noise_/hum.wav"));
    }

    @Test
    void withoutOthersThereAreNone() throws IOException {
        touch("yes/a.wav", "no/a.wav");
        DataSet data = DataSet.list(folder, List.of("yes", "no"));
        assertThat(data.otherWords(List.of())).isEmpty();
        assertThat(data.noises()).isEmpty();
    }

    @Test
    void onlyAnotherWordCanBeHeldOutAndOnlyOnce() throws IOException {
        touch("yes/a.wav", "no/a.wav", "house/a.wav", "_background_noise_/hum.wav");
        DataSet data = DataSet.list(folder, List.of("yes", "no"));
        for (String wrong : List.of("mouse", "yes", "_background_noise_")) {
            assertThatThrownBy(() -> data.otherWords(List.of(wrong)))
                    .isInstanceOf(DataSetException.class)
                    .hasMessage(
                            "'" + wrong + "': can't be held out; it is no other word of " + folder);
        }
        assertThatThrownBy(() -> data.otherWords(List.of("house", "house")))
                .hasMessageStartingWith("'house': can't be held out; ");
    }

    @Test
    void recordingsWithoutAFolderHaveNoWord() throws IOException {
        touch("a.wav", "b.wav");
        assertThatThrownBy(() -> DataSet.list(folder, DataSet.tutorialWords(folder)))
                .hasMessage(
                        folder
                                + ": its recordings have no word: expected a folder of WAV files a"
                                + " word");
    }

    @Test
    void theHashAgreesWithTheDataSetsOwnList() throws IOException {
        Path list = SharedData.require("data/speech-commands/validation_list.txt");
        assertThat(Files.readAllLines(list))
                .isNotEmpty()
                .allSatisfy(
                        clip ->
                                assertThat(Split.of(clip.substring(clip.indexOf('/') + 1)))
                                        .isEqualTo(Split.VALIDATION));
    }

    private void touch(String... files) throws IOException {
        for (String file : files) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.createFile(folder.resolve(file));
        }
    }
}
