package dev.edgewise.recognize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgewise.audio.AudioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipFolderTest {

    @TempDir Path folder;

    @Test
    void findsWavFilesOfAnyCaseInAllFoldersSortedByName() throws IOException {
        make("yes/b.WAV");
        make("yes/a.wav");
        make("no/deep/down/c.Wav");
        make("z.wav");
        make("notes.txt");
        assertThat(found())
                .containsExactly("no/deep/down/c.Wav", "yes/a.wav", "yes/b.WAV", "z.wav");
    }

    @Test
    void passesByWhatIsHidden() throws IOException {
        make("a.wav");
        make(".hidden.wav");
        make(".cache/b.wav");
        assertThat(found()).containsExactly("a.wav");
    }

    @Test
    void goesThroughAHiddenFolderThatIsAskedFor() throws IOException {
        make(".clips/a.wav");
        assertThat(ClipFolder.clips(folder.resolve(".clips"))).hasSize(1);
    }

    @Test
    void followsLinksButNotInCircles() throws IOException {
        make("words/yes/a.wav");
        Files.createSymbolicLink(folder.resolve("words/yes/up"), folder.resolve("words"));
        Files.createSymbolicLink(folder.resolve("more"), folder.resolve("words/yes"));
        assertThat(found()).contains("words/yes/a.wav", "more/a.wav").hasSizeLessThan(5);
    }

    @Test
    void aFolderWithoutAudioIsNamed() throws IOException {
        make("notes.txt");
        assertThatThrownBy(() -> ClipFolder.clips(folder))
                .isInstanceOf(AudioException.class)
                .hasMessage(folder + ": no .wav file in this folder");
    }

    private void make(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }

    private java.util.List<String> found() throws AudioException {
        String prefix = folder.toString().replace('\\', '/') + "/";
        return ClipFolder.clips(folder).stream()
                .map(clip -> clip.name().substring(prefix.length()))
                .toList();
    }
}
