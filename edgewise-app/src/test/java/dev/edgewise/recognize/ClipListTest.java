package dev.edgewise.recognize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClipListTest {

    @TempDir Path folder;

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        ClipList list =
                new ClipList(
                        List.of(
                                ClipList.Entry.whole("yes/a b.wav"),
                                ClipList.Entry.whole("straße/ü.wav"),
                                ClipList.Entry.cut("_background_noise_/x.wav", 0, 1),
                                ClipList.Entry.cut("_background_noise_/x.wav", 864_000, 0.31),
                                ClipList.Entry.cut("_background_noise_/x.wav", 864_000, 0)));
        Path file = folder.resolve("list.txt");
        list.write(file, List.of("drawn by seed 1"));
        assertThat(Files.readString(file))
                .startsWith("# drawn by seed 1\nyes/a b.wav\nstraße/ü.wav\n")
                .contains("_background_noise_/x.wav\tfrom=0\n")
                .contains("_background_noise_/x.wav\tfrom=864000\tgain=0.31\n");
        assertThat(ClipList.read(file)).isEqualTo(list);
    }

    @Test
    void linesMayEndAsOnWindowsAndColumnsMayBeSwapped() throws IOException {
        Path file = folder.resolve("list.txt");
        Files.writeString(file, "#\r\n\r\nyes/a.wav\r\nno/b.wav\tgain=2\tfrom=7\r\n");
        assertThat(ClipList.read(file).entries())
                .containsExactly(
                        ClipList.Entry.whole("yes/a.wav"), ClipList.Entry.cut("no/b.wav", 7, 2));
    }

    @Test
    void aCutIsASecondOfItsRecordingAtTheGivenGain() throws IOException {
        float[] ramp = new float[20_000];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i / 32_768f;
        }
        Path noise = Files.createDirectory(folder.resolve("_background_noise_"));
        WavFile.write(noise.resolve("x.wav"), Clip.of(ramp, 8_000));
        ClipList.Entry entry = ClipList.Entry.cut("_background_noise_/x.wav", 12_000, 0.5);
        Clip clip = entry.source(folder).reading().read();
        assertThat(entry.folder()).isEqualTo("_background_noise_");
        assertThat(clip.sampleRate()).isEqualTo(8_000);
        assertThat(clip.length()).isEqualTo(8_000);
        assertThat(clip.samples()[0]).isEqualTo(12_000 / 65_536f);
        assertThat(clip.samples()[7_999]).isEqualTo(19_999 / 65_536f);
        assertThatThrownBy(
                        () ->
                                ClipList.Entry.cut("_background_noise_/x.wav", 12_001, 1)
                                        .source(folder)
                                        .reading()
                                        .read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("x.wav: a second from sample 12001 on lies beyond its end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a.wav | a file within a word's folder is needed",
                "../yes/a.wav | a file within a word's folder is needed",
                "/yes/a.wav | a file within a word's folder is needed",
                "c:/yes/a.wav | a file within a word's folder is needed",
                "yes\\a.wav | a file within a word's folder is needed",
                "yes/a.wav@from | from=SAMPLE or gain=FACTOR is needed after the tab, got 'from'",
                "yes/a.wav@from=-1 | 'from=-1' holds no number",
                "yes/a.wav@from=1e3 | 'from=1e3' holds no number",
                "yes/a.wav@gain=loud | 'gain=loud' holds no number",
                "yes/a.wav@gain=-1 | gain: 0 or more is needed, got -1.0",
                "yes/a.wav@gain=NaN | gain: 0 or more is needed, got NaN",
                "no/b.wav | the same clip as in line 2",
            })
    void aBrokenLineIsNamedByItsNumber(String line, String reason) throws IOException {
        Path file = folder.resolve("list.txt");
        Files.writeString(file, "# first\nno/b.wav\n" + line.replace('@', '\t') + "\n");
        assertThatThrownBy(() -> ClipList.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ":3: " + reason);
    }

    @Test
    void whatIsNoListIsOneLine() throws IOException {
        Path missing = folder.resolve("missing.txt");
        assertThatThrownBy(() -> ClipList.read(missing)).hasMessage(missing + ": no such file");
        Path empty = Files.writeString(folder.resolve("empty.txt"), "# nothing\n");
        assertThatThrownBy(() -> ClipList.read(empty)).hasMessage(empty + ": no clip in the list");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0, 1});
        assertThatThrownBy(() -> ClipList.read(binary))
                .hasMessage(binary + ": not a text in UTF-8, expected a list of clips");
    }
}
