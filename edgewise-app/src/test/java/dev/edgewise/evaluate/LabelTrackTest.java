package dev.edgewise.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelTrackTest {

    @TempDir Path folder;

    @Test
    void readsWhatAudacityWrites() throws IOException {
        String text =
                String.join(
                        "\r\n",
                        "\ufeff12.500000\t13.250000\tyes",
                        "\\\t100.000000\t4000.000000",
                        "",
                        "1.000000\t1.000000\t",
                        "0.5\t2\tsome other words ");
        LabelTrack track = LabelTrack.parse("a.txt", text);
        assertThat(track.labels())
                .containsExactly(
                        new Label(
                                Duration.ofMillis(500),
                                Duration.ofSeconds(2),
                                "some other words",
                                5),
                        new Label(Duration.ofSeconds(1), Duration.ofSeconds(1), "", 4),
                        new Label(Duration.ofMillis(12_500), Duration.ofMillis(13_250), "yes", 1));
        assertThat(track.overlapping()).isEqualTo(1);
        assertThat(LabelTrack.parse("a.txt", "").labels()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.0 2.0 yes|expected start, end and label, separated by tabs, got '1.0 2.0 yes'",
                "one#2.0#yes|expected a time in seconds, with a point, got 'one'",
                "1,5#2,0#yes|expected a time in seconds, with a point, got '1,5'",
                "1#NaN#yes|expected a time in seconds, with a point, got 'NaN'",
                "1##yes|expected a time in seconds, with a point, got ''",
                "-1#2#yes|expected a time in seconds, with a point, from 0 to 1,000,000,000, got '-1'",
                "1#1e99#yes|expected a time in seconds, with a point, from 0 to 1,000,000,000, got '1e99'",
                "2#1#yes|the end lies before the start, got '2#1#yes'"
            })
    void aLineThatIsWrongIsNamedByItsNumber(String line, String why) {
        assertThatThrownBy(() -> LabelTrack.parse("a.txt", "0\t1\tyes\n" + line.replace('#', '\t')))
                .isInstanceOf(IOException.class)
                .hasMessage("a.txt:2: " + why.replace('#', '\t'));
    }

    @Test
    void otherFormatsAndMissingFilesAreNamed() throws IOException {
        Path missing = folder.resolve("a.txt");
        assertThatThrownBy(() -> LabelTrack.read(missing))
                .hasMessageStartingWith(missing + ": no such file; a label track is needed");
        Path grid = folder.resolve("a.TextGrid");
        assertThatThrownBy(() -> LabelTrack.read(grid))
                .hasMessageStartingWith(grid + ": .TextGrid isn't read as a label track");
        Path bare = folder.resolve("labels");
        assertThatThrownBy(() -> LabelTrack.read(bare))
                .hasMessageStartingWith(bare + ": a file without .txt isn't read");
        Path binary = Files.write(folder.resolve("b.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> LabelTrack.read(binary))
                .hasMessage(binary + ": not a text in UTF-8, expected a label track");
        Path directory = Files.createDirectory(folder.resolve("c.txt"));
        assertThatThrownBy(() -> LabelTrack.read(directory))
                .hasMessage(directory + ": is a folder, expected a label track");
    }

    @Test
    void theTrackLiesBesideTheAudio() {
        assertThat(LabelTrack.beside(Path.of("x", "a.b.wav"))).isEqualTo(Path.of("x", "a.b.txt"));
        assertThat(LabelTrack.beside(Path.of("audio"))).isEqualTo(Path.of("audio.txt"));
    }

    @Test
    void aLabelBeyondTheAudioIsRefusedAndOneThatOnlyEndsThereIsNot() throws IOException {
        LabelTrack track = LabelTrack.parse("a.txt", "1\t2\tyes\n9.5\t10.5\tno");
        track.requireWithin(Duration.ofSeconds(10));
        assertThatThrownBy(() -> track.requireWithin(Duration.ofMillis(9_500)))
                .hasMessage("a.txt:2: 'no' begins at 0:09.5, beyond the end of the audio, 0:09.5");
        assertThat(track.until(Duration.ofSeconds(9)).labels()).hasSize(1);
    }
}
