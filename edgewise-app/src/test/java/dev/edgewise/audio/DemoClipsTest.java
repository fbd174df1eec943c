package dev.edgewise.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.edgewise.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoClipsTest {

    @TempDir Path folder;

    static List<String> paths() {
        return DemoClips.paths();
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aClipIsASecondOfSixteenBitMono(String path) throws AudioException {
        byte[] bytes = DemoClips.bytes(path);
        assertThat(bytes).hasSize(32_044);
        Clip clip = WavFile.read(path, bytes);
        assertThat(clip.sampleRate()).isEqualTo(16_000);
        assertThat(clip.length()).isEqualTo(16_000);
        assertThat(WavFile.encode(clip)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void theWordIsLoudEnoughUnclippedAndInTheMiddle(String path) throws AudioException {
        float[] samples = WavFile.read(path, DemoClips.bytes(path)).samples();
        float peak = 0;
        int first = -1;
        int last = 0;
        for (int i = 0; i < samples.length; i++) {
            peak = Math.max(peak, Math.abs(samples[i]));
            if (samples[i] != 0) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        assertThat(peak).isBetween(0.4f, 0.6f);
        assertThat(last - first).as("length of the word").isBetween(2_000, 15_000);
        assertThat((first + last) / 2).isCloseTo(8_000, within(100));
    }

    @Test
    void everyWordIsSpokenByEveryVoice() {
        Set<String> words = new TreeSet<>();
        Set<String> voices = new TreeSet<>();
        for (String path : DemoClips.paths()) {
            assertThat(path).matches("[a-z]+/[a-z0-9-]+[.]wav");
            words.add(path.substring(0, path.indexOf('/')));
            voices.add(path.substring(path.indexOf('/') + 1));
        }
        assertThat(words).containsExactly("down", "go", "left", "no", "right", "stop", "up", "yes");
        assertThat(voices).hasSizeBetween(3, 4);
        assertThat(DemoClips.paths()).hasSize(words.size() * voices.size()).isSorted();
    }

    @Test
    void noTwoClipsAreTheSame() throws AudioException {
        Set<Integer> hashes = new HashSet<>();
        for (String path : DemoClips.paths()) {
            hashes.add(Arrays.hashCode(DemoClips.bytes(path)));
        }
        assertThat(hashes).hasSize(DemoClips.paths().size());
    }

    @Test
    void theSourcesHoldTheseClipsAndNoOthers() throws IOException {
        Path sources =
                SharedData.projectRoot()
                        .resolve("edgewise-app/src/main/resources/dev/edgewise/audio/demo");
        assertThat(files(sources)).isEqualTo(DemoClips.paths());
    }

    @Test
    void theyCanBeCopiedToAFolder() throws IOException {
        Path copy = folder.resolve("not there yet");
        DemoClips.copyTo(copy);
        DemoClips.copyTo(copy);
        assertThat(files(copy)).isEqualTo(DemoClips.paths());
        String one = DemoClips.paths().getFirst();
        assertThat(copy.resolve(one)).hasBinaryContent(DemoClips.bytes(one));
    }

    @Test
    void whereTheyCannotBeCopiedToIsNamed() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "");
        assertThatThrownBy(() -> DemoClips.copyTo(taken))
                .isInstanceOf(AudioException.class)
                .hasMessageStartingWith(taken.toString())
                .hasMessageContaining("can't be made: ");
    }

    @Test
    void onlyTheirPathsAreKnown() {
        assertThatThrownBy(() -> DemoClips.bytes("../demo/yes/nobody.wav"))
                .isInstanceOf(AudioException.class)
                .hasMessage("../demo/yes/nobody.wav: no such demo clip");
    }
}
