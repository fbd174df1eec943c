package dev.edgewise.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WavStreamTest {

    private static final long UNKNOWN = 0xffff_ffffL;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16_000, 100_000})
    void blocksGiveWhatTheWholeFileGives(int block) throws IOException {
        byte[] file = DemoClips.bytes("yes/en-gb-f.wav");
        Clip whole = WavFile.read("yes", file);
        try (WavStream stream = WavStream.of("yes", new ByteArrayInputStream(file))) {
            assertThat(stream.sampleRate()).isEqualTo(whole.sampleRate());
            assertThat(stream.length()).hasValue(whole.length());
            assertThat(all(stream, block)).isEqualTo(whole.samples());
            assertThat(stream.missing()).isZero();
        }
    }

    @Test
    void severalChannelsAreMixedAndOtherChunksPassedBy() throws IOException {
        byte[] file =
                new WavBytes()
                        .chunk("LIST", new byte[100_001])
                        .format(WavBytes.PCM, 2, 44_100, 16)
                        .chunk("odd ", 3, new byte[3])
                        .shorts(0x4000, 0, -0x4000, -0x4000, 0x2000, 0x2000)
                        .chunk("LIST", new byte[10])
                        .file();
        try (WavStream stream = WavStream.open(Files.write(folder.resolve("a.wav"), file))) {
            assertThat(stream.length()).hasValue(3);
            assertThat(all(stream, 2)).containsExactly(0.25f, -0.5f, 0.25f);
            assertThat(stream.missing()).isZero();
        }
    }

    @Test
    void aFileThatWasCutOffGivesWhatIsThereAndSaysWhatIsMissing() throws IOException {
        byte[] whole = WavFile.encode(Clip.of(new float[1_000], 16_000));
        byte[] half = Arrays.copyOf(whole, 44 + 1_001);
        try (WavStream stream = WavStream.open(Files.write(folder.resolve("a.wav"), half))) {
            assertThat(stream.length()).hasValue(500);
            assertThat(stream.missing()).isEqualTo(500);
            assertThat(all(stream, 64)).hasSize(500);
            assertThat(stream.missing()).isEqualTo(500);
        }
        try (WavStream stream = WavStream.of("-", new ByteArrayInputStream(half))) {
            assertThat(stream.length()).hasValue(1_000);
            assertThat(stream.missing()).isZero();
            assertThat(all(stream, 64)).hasSize(500);
            assertThat(stream.missing()).isEqualTo(500);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {UNKNOWN, UNKNOWN - 36, 0x7fff_ffffL, 0x7fff_f024L, 0x8000_0000L, 0})
    void aStreamWithoutALengthIsReadToItsEndAndNotTakenForCut(long claim) throws IOException {
        byte[] file =
                new WavBytes()
                        .format(WavBytes.PCM, 1, 16_000, 16)
                        .chunk("data", claim, new byte[] {0, 0x40, 0, 0x20, 1})
                        .file();
        try (WavStream stream = WavStream.of("-", new ByteArrayInputStream(file))) {
            assertThat(stream.length()).isEqualTo(OptionalLong.empty());
            assertThat(all(stream, 10)).containsExactly(0.5f, 0.25f);
            assertThat(stream.missing()).isZero();
        }
        try (WavStream stream = WavStream.open(Files.write(folder.resolve("a.wav"), file))) {
            assertThat(stream.length()).hasValue(2);
        }
    }

    @Test
    void whatIsNoWavFileIsRefusedInOneLine() {
        assertRefused(
                "hello".getBytes(StandardCharsets.UTF_8),
                "x: looks like text, expected a WAV file");
        assertRefused(new byte[0], "x: is empty, expected a WAV file");
        assertRefused(
                "fLaC....".getBytes(StandardCharsets.UTF_8),
                "x: looks like FLAC, expected a WAV file");
        assertRefused(new WavBytes().file(), "x: holds no samples: no fmt chunk");
        assertRefused(
                new WavBytes().format(WavBytes.PCM, 1, 16_000, 16).file(),
                "x: holds no samples: no data chunk");
        assertRefused(new WavBytes().shorts(1).file(), "x: its data come before their format");
        assertRefused(
                new WavBytes().format(WavBytes.PCM, 1, 16_000, 16).data().file(),
                "x: holds no samples");
        assertRefused(
                new WavBytes()
                        .format(WavBytes.PCM, 1, 16_000, 16)
                        .data()
                        .chunk("LIST", new byte[4])
                        .file(),
                "x: holds no samples");
        assertRefused(
                new WavBytes().chunk("LIST", 1_000_000, new byte[10]).file(),
                "x: ends before its samples: chunk 'LIST' claims 1000000 bytes, 10 are left");
        assertRefused(
                new WavBytes().format(2, 1, 16_000, 4, 1).shorts(1).file(),
                "x: 4-bit Microsoft ADPCM audio is not read, expected PCM, float, A-law or mu-law of"
                        + " the usual sizes; sox or ffmpeg converts it");
    }

    @Test
    void aMissingFileAndAFolderAreOneLineEach() {
        Path missing = folder.resolve("missing.wav");
        assertThatThrownBy(() -> WavStream.open(missing))
                .isInstanceOf(AudioException.class)
                .hasMessage(missing + ": no such file");
        assertThatThrownBy(() -> WavStream.open(folder))
                .hasMessage(folder + ": is a folder, expected a WAV file");
    }

    @Test
    void aDamagedSampleIsNamedByItsPlaceInTheFile() throws IOException {
        byte[] nan = {0, 0, (byte) 0xc0, 0x7f};
        byte[] body = Arrays.copyOf(new byte[0], 4 * 100);
        System.arraycopy(nan, 0, body, 4 * 70, 4);
        byte[] file =
                new WavBytes().format(WavBytes.FLOAT, 1, 16_000, 32).chunk("data", body).file();
        try (WavStream stream = WavStream.of("x", new ByteArrayInputStream(file))) {
            assertThatThrownBy(() -> all(stream, 16)).hasMessage("x: damaged: sample 70 is NaN");
        }
    }

    @Test
    void aReadErrorIsOneLine() throws IOException {
        byte[] head = WavFile.encode(Clip.of(new float[10], 16_000));
        InputStream in =
                new InputStream() {
                    private int at;

                    @Override
                    public int read() throws IOException {
                        if (at == head.length) {
                            throw new IOException("device gone");
                        }
                        return head[at++] & 0xff;
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        into[offset] = (byte) read();
                        return 1;
                    }
                };
        byte[] claim = new byte[] {0, 1, 0, 0};
        System.arraycopy(claim, 0, head, 40, 4);
        try (WavStream stream = WavStream.of("x", in)) {
            assertThatThrownBy(() -> all(stream, 16)).hasMessage("x: device gone");
        }
    }

    private static void assertRefused(byte[] file, String message) {
        assertThatThrownBy(() -> WavStream.of("x", new ByteArrayInputStream(file)))
                .isInstanceOf(AudioException.class)
                .hasMessage(message);
    }

    private static float[] all(WavStream stream, int block) throws IOException {
        float[] all = {};
        float[] next = stream.next(block);
        while (next.length > 0) {
            int length = all.length;
            all = Arrays.copyOf(all, length + next.length);
            System.arraycopy(next, 0, all, length, next.length);
            next = stream.next(block);
        }
        return all;
    }
}
