package dev.edgewise.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import dev.edgewise.audio.Clip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InfoCommandTest {

    @TempDir private Path folder;

    @Test
    void itCountsByWordAndByTheHashRule() throws IOException {
        TinySet.in(folder.resolve("data"))
                .samples("no/026290a7_nohash_1.wav", TinySet.noise(5, 8000, 0.1f))
                .clip("yes/0a9f9af7_nohash_2.wav", Clip.of(TinySet.noise(6, 48_000, 0.1f), 48_000))
                .noise("_background_noise_/hum.wav", 7)
                .noise("stray.wav", 8)
                .text("yes/0a9f9af7_nohash_3.wav", "no sound at all");

        Command.Result result = Command.runIn(folder, "dataset", "info", "data");

        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines())
                .allMatch(line -> line.length() <= 80)
                .contains(
                        "data: 7 clips of 2 words by 3 speakers, 5.5 s, 272 kB",
                        "no        3         0           2     1         2      0.50    1.00",
                        "yes       4         4           0     0         1      1.00    1.00",
                        "all       7         4           2     1         3      0.50    1.00",
                        "Split by the hash of the speaker's name (there are no lists).",
                        "Length: 0.50 to 1.00 s; 5 of 6 clips last 1.00 s.",
                        "Sample rate: 16,000 Hz (5), 48,000 Hz (1).",
                        "Noise: 1 recording, 1.0 s.",
                        "Without a word: 1 WAV file outside the words' folders.",
                        "Broken: 1 can't be read (edgewise dataset verify names them).");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void listsGoBeforeTheHashRuleAndAProgramGetsOneObject() throws IOException {
        TinySet.in(folder.resolve("data"))
                .text("validation_list.txt", "yes/0a9f9af7_nohash_1.wav\n");

        Command.Result result = Command.runIn(folder, "dataset", "info", "--json", "data");

        assertThat(result.out().lines()).hasSize(1);
        JsonNode info = JsonMapper.shared().readTree(result.out());
        assertThat(info.path("split_by").asString()).isEqualTo("lists");
        assertThat(info.path("clips").asInt()).isEqualTo(4);
        assertThat(info.path("validation").asInt()).isEqualTo(1);
        assertThat(info.path("training").asInt()).isEqualTo(3);
        assertThat(info.path("seconds").path("total").asDouble()).isEqualTo(4);
        assertThat(info.path("sample_rates").path("16000").asInt()).isEqualTo(4);
        assertThat(info.path("words").get(1).path("word").asString()).isEqualTo("yes");
        assertThat(info.path("words").get(1).path("speakers").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsNoDataSetIsToldInALine() throws IOException {
        fails("nowhere", "no such folder");
        Files.createDirectories(folder.resolve("empty"));
        fails("empty", "no recordings: expected a folder of WAV files a word");
        new TinySet(folder.resolve("flat")).noise("a.wav", 1);
        fails("flat", "its recordings have no word: expected a folder of WAV files a word");
        TinySet.in(folder.resolve("outer/inner"));
        fails(
                "outer",
                "no recordings (expected a folder of WAV files a word); did you mean"
                        + " outer/inner?");
    }

    private void fails(String data, String why) throws IOException {
        Command.Result result = Command.runIn(folder, "dataset", "info", data);
        assertThat(result.err()).isEqualTo("edgewise dataset info: " + data + ": " + why + "\n");
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void theCommandListsItsOwnAndGuesses() throws IOException {
        Command.Result help = Command.runIn(folder, "dataset", "--help");
        assertThat(help.out()).startsWith("Usage: edgewise dataset ").contains("  info ");
        Command.Result wrong = Command.runIn(folder, "dataset", "inof", "data");
        assertThat(wrong.err())
                .isEqualTo(
                        "edgewise dataset: no such command: inof; did you mean info? (see edgewise"
                                + " dataset --help)\n");
        assertThat(wrong.exitCode()).isEqualTo(2);
    }
}
