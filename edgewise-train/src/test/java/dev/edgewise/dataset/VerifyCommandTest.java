package dev.edgewise.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import dev.edgewise.audio.Clip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VerifyCommandTest {

    @TempDir private Path folder;

    private TinySet set;

    @BeforeEach
    void makeASet() throws IOException {
        set = TinySet.in(folder.resolve("data"));
    }

    @Test
    void aGoodSetHasNothingToTell() throws IOException {
        Command.Result result = verify();
        assertThat(result.out()).isEqualTo("data: 4 clips: nothing found\n");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void eachKindOfBadClipIsALineWithItsReason() throws IOException {
        float[] clipped = TinySet.noise(5, TinySet.RATE, 0.5f);
        for (int i = 0; i < 200; i++) {
            clipped[80 * i] = i % 2 == 0 ? 1 : -1;
        }
        set.samples("yes/clipped.wav", clipped)
                .samples("yes/faint.wav", TinySet.noise(6, TinySet.RATE, 0.001f))
                .samples("yes/zero.wav", new float[TinySet.RATE])
                .samples("no/zero.wav", new float[TinySet.RATE])
                .samples("yes/short.wav", TinySet.noise(7, 8000, 0.1f))
                .clip("yes/fast.wav", Clip.of(TinySet.noise(8, 48_000, 0.1f), 48_000))
                .text("yes/broken.wav", "no sound at all")
                .text("_background_noise_/hum.wav", "")
                .noise("stray.wav", 9);

        Command.Result result = verify("--notes");

        assertThat(result.out().lines())
                .containsExactly(
                        "_background_noise_/hum.wav: broken: is empty, expected a WAV file",
                        "yes/broken.wav: broken: looks like text, expected a WAV file",
                        "no/zero.wav: silent: RMS 0 (digital silence), peak 0 (digital silence)",
                        "yes/faint.wav: silent: RMS -64.7 dB, peak -59.9 dB",
                        "yes/zero.wav: silent: RMS 0 (digital silence), peak 0 (digital silence)",
                        "yes/clipped.wav: clipped: 1.3 % of the samples at full scale",
                        "stray.wav: without a word: lies beside the words' folders",
                        "yes/short.wav: of another length: 0.500 s, most have 1.000 s",
                        "yes/fast.wav: of another rate: 48,000 Hz, most have 16,000 Hz",
                        "data: 11 clips and 1 noise recording: 2 broken, 3 silent, 1 clipped,"
                                + " 1 without a word, 1 of another length, 1 of another rate");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(verify().out()).doesNotContain("most have").contains("1 of another length");
    }

    @Test
    void theSameAudioTwiceIsADuplicateAConflictOrALeak() throws IOException {
        set.noise("yes/0a9f9af7_nohash_7.wav", 1)
                .noise("go/0a9f9af7_nohash_1.wav", 2)
                .noise("yes/026290a7_nohash_1.wav", 2);

        Command.Result result = verify();

        assertThat(result.out().lines())
                .containsExactly(
                        "yes/026290a7_nohash_1.wav: label conflict: the same audio as"
                                + " go/0a9f9af7_nohash_1.wav",
                        "yes/0a9f9af7_nohash_1.wav: label conflict: the same audio as"
                                + " go/0a9f9af7_nohash_1.wav",
                        "yes/026290a7_nohash_1.wav: leak: for validation, and the same audio as"
                                + " go/0a9f9af7_nohash_1.wav, for training",
                        "yes/0a9f9af7_nohash_7.wav: duplicate: the same audio as"
                                + " yes/0a9f9af7_nohash_0.wav",
                        "data: 7 clips: 2 label conflicts, 1 leak, 1 duplicate");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void theListsAreHeldToWhatIsThere() throws IOException {
        set.text(
                        "validation_list.txt",
                        "yes/0a9f9af7_nohash_1.wav\nno/026290a7_nohash_0.wav\nno/gone.wav\n")
                .text("testing_list.txt", "no/026290a7_nohash_0.wav\r\n\r\n");

        JsonNode found = JsonMapper.shared().readTree(verify("--json").out());

        assertThat(found.path("clips").asInt()).isEqualTo(4);
        assertThat(found.path("counts").path("broken").asInt()).isZero();
        assertThat(found.path("counts").path("speaker").asInt()).isEqualTo(1);
        List<String> lines =
                found.path("findings").values().stream()
                        .map(
                                finding ->
                                        finding.path("where").asString()
                                                + " "
                                                + finding.path("problem").asString()
                                                + " "
                                                + finding.path("reason").asString())
                        .toList();
        assertThat(lines)
                .containsExactly(
                        "no/026290a7_nohash_0.wav leak in both lists",
                        "0a9f9af7 speaker 1 clip for training, 1 clip for validation",
                        "no/gone.wav absent in validation_list.txt");
    }

    @Test
    void helpStatesTheThresholds() throws IOException {
        Command.Result help = Command.runIn(folder, "dataset", "verify", "--help");
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(help.out())
                .contains("-60 dB", "-46 dB", "1 % of the samples", "Exit codes:")
                .contains("  edgewise dataset verify ");
        assertThat(Verification.QUIETEST_RMS).isEqualTo(Math.pow(10, -60 / 20.0));
        assertThat(20 * Math.log10(Verification.QUIETEST_PEAK)).isBetween(-46.5, -45.5);
        assertThat(Verification.MOST_AT_FULL_SCALE).isEqualTo(0.01);
    }

    private Command.Result verify(String... options) throws IOException {
        List<String> line = new ArrayList<>(List.of("dataset", "verify", "data"));
        line.addAll(List.of(options));
        return Command.runIn(folder, line.toArray(String[]::new));
    }
}
