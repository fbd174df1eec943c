package dev.edgewise.audio;

import static dev.edgewise.audio.WavBytes.A_LAW;
import static dev.edgewise.audio.WavBytes.FLOAT;
import static dev.edgewise.audio.WavBytes.MU_LAW;
import static dev.edgewise.audio.WavBytes.PCM;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.AbstractFloatArrayAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavFileTest {

    @TempDir Path folder;

    private static AbstractFloatArrayAssert<?> samples(WavBytes wav) throws AudioException {
        return assertThat(WavFile.read("a.wav", wav.file()).samples());
    }

    private static void refused(byte[] file, String message) {
        assertThatThrownBy(() -> WavFile.read("a.wav", file))
                .isInstanceOf(AudioException.class)
                .hasMessage(message);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static WavBytes mono() {
        return new WavBytes().format(PCM, 1, 16_000, 16);
    }

    @Test
    void eightBitsAreUnsigned() throws AudioException {
        samples(new WavBytes().format(PCM, 1, 8_000, 8).data(0, 64, 128, 192, 255))
                .containsExactly(-1, -0.5f, 0, 0.5f, 127 / 128f);
    }

    @Test
    void sixteenBitsAreDividedBy32768() throws AudioException {
        samples(mono().shorts(-32768, -1, 0, 1, 16384, 32767))
                .containsExactly(-1, -1 / 32768f, 0, 1 / 32768f, 0.5f, 32767 / 32768f);
    }

    @Test
    void twentyFourBitsKeepTheirSign() throws AudioException {
        samples(
                        new WavBytes()
                                .format(PCM, 1, 48_000, 24)
                                .data(0, 0, 0x80, 0xff, 0xff, 0xff, 1, 0, 0, 0, 0, 0x40))
                .containsExactly(-1, -0x1p-23f, 0x1p-23f, 0.5f);
    }

    @Test
    void thirtyTwoBitsKeepTheirSign() throws AudioException {
        samples(new WavBytes().format(PCM, 1, 48_000, 32).data(0, 0, 0, 0x80, 0, 0, 0, 0x40))
                .containsExactly(-1, 0.5f);
    }

    @Test
    void floatsAreTakenAsTheyAre() throws AudioException {
        byte[] body =
                ByteBuffer.allocate(12)
                        .order(LITTLE_ENDIAN)
                        .putFloat(0.25f)
                        .putFloat(-1.5f)
                        .putFloat(1e-30f)
                        .array();
        samples(new WavBytes().format(FLOAT, 1, 16_000, 32).chunk("data", body))
                .containsExactly(0.25f, -1.5f, 1e-30f);
    }

    @Test
    void doublesAreTakenAsTheyAre() throws AudioException {
        byte[] body =
                ByteBuffer.allocate(16).order(LITTLE_ENDIAN).putDouble(0.1).putDouble(-2).array();
        samples(new WavBytes().format(FLOAT, 1, 16_000, 64).chunk("data", body))
                .containsExactly(0.1f, -2);
    }

    /// The values of ITU-T G.191's reference decoder, 16-bit.
    @ParameterizedTest
    @CsvSource({
        "0xd5, 8",
        "0x55, -8",
        "0xd4, 24",
        "0xc5, 264",
        "0xaa, 32256",
        "0x2a, -32256",
        "0x80, 5504"
    })
    void aLawFollowsG711(String code, int value) throws AudioException {
        samples(new WavBytes().format(A_LAW, 1, 8_000, 8).data(Integer.decode(code)))
                .containsExactly(value / 32768f);
    }

    @ParameterizedTest
    @CsvSource({
        "0xff, 0",
        "0x7f, 0",
        "0xfe, 8",
        "0x7e, -8",
        "0x80, 32124",
        "0x00, -32124",
        "0xaf, 4092"
    })
    void muLawFollowsG711(String code, int value) throws AudioException {
        samples(new WavBytes().format(MU_LAW, 1, 8_000, 8).data(Integer.decode(code)))
                .containsExactly(value / 32768f);
    }

    @Test
    void extensibleFormatsAreReadBySubFormat() throws AudioException {
        samples(new WavBytes().extensible(PCM, 1, 16_000, 16, 16).shorts(16384))
                .containsExactly(0.5f);
        samples(new WavBytes().extensible(MU_LAW, 1, 8_000, 8, 8).data(0xfe))
                .containsExactly(8 / 32768f);
    }

    @Test
    void bitsThatAreNotValidCountAsZero() throws AudioException {
        samples(new WavBytes().extensible(PCM, 1, 16_000, 24, 20).data(0x0f, 0, 0x40, 0x1f, 0, 0))
                .containsExactly(0.5f, 0x1p-19f);
        samples(new WavBytes().format(PCM, 1, 16_000, 12).shorts(0x400f, -1))
                .containsExactly(0.5f, -0x1p-11f);
    }

    @Test
    void zeroValidBitsMeanAllOfThem() throws AudioException {
        samples(new WavBytes().extensible(PCM, 1, 16_000, 16, 0).shorts(1))
                .containsExactly(0x1p-15f);
    }

    @Test
    void aSmallIntegerMayLieInALargerContainer() throws AudioException {
        samples(new WavBytes().format(PCM, 1, 16_000, 24, 4).data(0xff, 0, 0, 0x40))
                .containsExactly(0.5f);
    }

    @Test
    void channelsAreMixedToTheirMean() throws AudioException {
        samples(new WavBytes().format(PCM, 2, 16_000, 16).shorts(100, 200, -32768, 0))
                .containsExactly(150 / 32768f, -0.5f);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 6, 255, 8_191, 20_000})
    void anyNumberOfChannelsIsMixed(int channels) throws AudioException {
        int[] values = new int[3 * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = 8192 * (i / channels);
        }
        samples(new WavBytes().format(PCM, channels, 16_000, 16).shorts(values))
                .containsExactly(0, 0.25f, 0.5f);
    }

    @Test
    void theRateIsKept() throws AudioException {
        for (int rate : new int[] {4_000, 11_025, 44_100, 192_000, 384_000}) {
            byte[] file = new WavBytes().format(PCM, 1, rate, 16).shorts(1).file();
            assertThat(WavFile.read("a.wav", file).sampleRate()).isEqualTo(rate);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3_999, 384_001, 0xffffffffL})
    void otherRatesAreRefused(long rate) {
        refused(
                new WavBytes().format(PCM, 1, (int) rate, 16).shorts(1).file(),
                "a.wav: sample rate " + rate + " Hz, expected 4000 to 384000");
    }

    @Test
    void chunksBeforeAndAfterTheDataAreSkipped() throws AudioException {
        samples(
                        new WavBytes()
                                .chunk("JUNK", new byte[28])
                                .format(PCM, 1, 16_000, 16)
                                .chunk("LIST", text("INFOISFT\3\0\0\0abc"))
                                .chunk("fact", new byte[4])
                                .shorts(7, 8)
                                .chunk("LIST", text("INFO")))
                .containsExactly(7 / 32768f, 8 / 32768f);
    }

    @Test
    void anOddChunkIsFollowedByAPaddingByte() throws AudioException {
        samples(mono().chunk("note", new byte[5]).shorts(7)).containsExactly(7 / 32768f);
    }

    @Test
    void aForgottenPaddingByteIsForgiven() throws AudioException {
        samples(mono().chunk("note", 5, new byte[5]).shorts(7)).containsExactly(7 / 32768f);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4, 0xffffffffL, 0x7fffffffL})
    void theRiffSizeIsNotBelieved(long size) throws AudioException {
        byte[] file = mono().shorts(7, 8).file(size);
        assertThat(WavFile.read("a.wav", file).samples()).containsExactly(7 / 32768f, 8 / 32768f);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0xffffffffL, 0x7fffffffL, 0x7ffff000L, 0x80000000L, 0xffffffdbL})
    void aStreamsUnknownLengthMeansToTheEnd(long size) throws AudioException {
        samples(mono().chunk("data", size, new byte[] {0, 0x40, 0, 0x20, 0, 0x10}))
                .containsExactly(0.5f, 0.25f, 0.125f);
    }

    @Test
    void aStreamOfSilenceIsNotEmpty() throws AudioException {
        samples(mono().chunk("data", 0, new byte[4_000])).hasSize(2_000);
    }

    @Test
    void ofDataCutShortWholeSamplesAreUsed() throws AudioException {
        samples(
                        new WavBytes()
                                .format(PCM, 2, 16_000, 16)
                                .chunk("data", 4_000, new byte[] {0, 0x40, 0, 0x40, 0, 0x40, 0}))
                .containsExactly(0.5f);
    }

    @Test
    void dataThatDoNotFillTheirLastBlockAreCut() throws AudioException {
        samples(mono().data(0, 0x40, 9)).containsExactly(0.5f);
    }

    @Test
    void damageAfterTheDataIsIgnored() throws AudioException {
        samples(mono().shorts(7).chunk("LIST", 0xfffffff0L, new byte[3])).hasSize(1);
        samples(mono().shorts(7).raw(0xde, 0xad, 0xbe)).hasSize(1);
        samples(mono().shorts(7).chunk("fmt ", new byte[2]).chunk("data", new byte[9])).hasSize(1);
    }

    @Test
    void aFileWithoutSamplesIsRefused() {
        refused(mono().shorts().file(), "a.wav: holds no samples");
        refused(mono().data(9).file(), "a.wav: holds no samples");
        refused(
                mono().shorts().chunk("LIST", text("INFO")).chunk("id3 ", new byte[3]).file(),
                "a.wav: holds no samples");
        refused(mono().file(), "a.wav: holds no samples: no data chunk");
        refused(new WavBytes().file(), "a.wav: holds no samples: no fmt chunk");
    }

    @Test
    void aChunkThatClaimsMoreThanThereIsIsRefusedWithoutTakingMemory() {
        refused(
                mono().chunk("LIST", 0xffffffffL, new byte[100]).file(),
                "a.wav: ends before its samples: chunk 'LIST' claims 4294967295 bytes, 100 are left");
        refused(
                new WavBytes().chunk("fmt ", 0x7fffffff, new byte[16]).file(),
                "a.wav: ends before its samples: chunk 'fmt ' claims 2147483647 bytes, 16 are left");
    }

    @Test
    void dataBeforeTheirFormatAreRefused() {
        refused(
                new WavBytes().shorts(1).format(PCM, 1, 16_000, 16).file(),
                "a.wav: its data come before their format");
    }

    @Test
    void aHeaderThatContradictsItselfIsRefused() {
        refused(
                new WavBytes().format(PCM, 2, 16_000, 16, 3).shorts(1).file(),
                "a.wav: its header contradicts itself: 2 channels of 16 bits (16 valid) in blocks of 3 bytes");
        refused(
                new WavBytes().extensible(PCM, 1, 16_000, 16, 17).shorts(1).file(),
                "a.wav: its header contradicts itself: 1 channels of 16 bits (17 valid) in blocks of 2 bytes");
        refused(
                new WavBytes().format(PCM, 1, 16_000, 16, 0).shorts(1).file(),
                "a.wav: its header contradicts itself: 1 channels of 16 bits (16 valid) in blocks of 0 bytes");
        refused(
                new WavBytes().format(PCM, 0, 16_000, 16).shorts(1).file(),
                "a.wav: its header says 0 channels");
        refused(
                new WavBytes().chunk("fmt ", new byte[14]).shorts(1).file(),
                "a.wav: its fmt chunk has 14 bytes, expected at least 16");
        refused(
                new WavBytes().format(0xfffe, 1, 16_000, 16).shorts(1).file(),
                "a.wav: its extensible fmt chunk has 16 bytes, expected 40");
    }

    @Test
    void formatsThatAreNotReadAreNamed() {
        String expected =
                " is not read, expected PCM, float, A-law or mu-law of the usual sizes; sox or ffmpeg converts it";
        refused(
                new WavBytes().format(0x11, 1, 16_000, 4, 256).data(1).file(),
                "a.wav: 4-bit IMA ADPCM audio" + expected);
        refused(
                new WavBytes().format(0x31, 1, 8_000, 0, 65).data(1).file(),
                "a.wav: GSM 6.10 audio" + expected);
        refused(
                new WavBytes().format(PCM, 1, 16_000, 64).data(1).file(),
                "a.wav: 64-bit PCM audio" + expected);
        refused(
                new WavBytes().format(FLOAT, 1, 16_000, 16).data(1).file(),
                "a.wav: 16-bit float audio" + expected);
        refused(
                new WavBytes().format(0x1234, 1, 16_000, 16).data(1).file(),
                "a.wav: 16-bit format 0x1234 audio" + expected);
        byte[] odd = new WavBytes().extensible(PCM, 1, 16_000, 16, 16).shorts(1).file();
        odd[odd.length - 11] = 0;
        refused(
                odd,
                "a.wav: unknown sub-format 0100000000001000800000aa00389b00, expected PCM, float, A-law or mu-law of the usual sizes");
    }

    @Test
    void floatsThatAreNoNumbersAreRefused() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, -3e38f}) {
            byte[] body =
                    ByteBuffer.allocate(8).order(LITTLE_ENDIAN).putFloat(0).putFloat(bad).array();
            refused(
                    new WavBytes().format(FLOAT, 1, 16_000, 32).chunk("data", body).file(),
                    "a.wav: damaged: sample 1 is " + bad);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RIFX\\0\\0\\0\\0WAVE | looks like a big-endian WAV file (RIFX)",
                "RF64\\0\\0\\0\\0WAVE | looks like a 64-bit WAV file (RF64)",
                "ID3\\4\\0\\0 | looks like MP3",
                "\\377\\373\\220\\0 | looks like MP3",
                "fLaC\\0 | looks like FLAC",
                "OggS\\0 | looks like Ogg (Vorbis or Opus)",
                "FORM\\0\\0\\0\\0AIFF | looks like AIFF",
                "\\0\\0\\0\\40ftypM4A | looks like MP4 or M4A",
                "RIFF\\0\\0\\0\\0AVI | looks like an AVI film",
                "RIFF\\0\\0\\0\\0abcd | is a RIFF file, but not of audio",
                "RIFF\\0 | ends after 5 bytes",
                "<!DOCTYPE html><p> | looks like a web page",
                "hello there | looks like text",
                "version https://git-lfs.github.com/spec/v1 | is a Git LFS pointer, not the file",
                "\\0\\0\\0\\0\\0 | begins with nothing but zeros",
                "\\1\\2\\3\\4 | is of no kind that is known here",
            })
    void foreignFilesAreNamed(String head, String words) {
        byte[] file = text(head.replace("AVI", "AVI ").translateEscapes());
        refused(file, "a.wav: " + words + ", expected a WAV file");
    }

    @Test
    void anEmptyFileIsNamed() {
        refused(new byte[0], "a.wav: is empty, expected a WAV file");
    }

    @Test
    void filesAreReadByPath() throws IOException {
        Path file = folder.resolve("wörd one.wav");
        Files.write(file, mono().shorts(7).file());
        assertThat(WavFile.read(file).samples()).containsExactly(7 / 32768f);
    }

    @Test
    void aMissingFileAndAFolderAreNamed() {
        Path missing = folder.resolve("no.wav");
        assertThatThrownBy(() -> WavFile.read(missing))
                .isInstanceOf(AudioException.class)
                .hasMessage(missing + ": no such file");
        assertThatThrownBy(() -> WavFile.read(folder))
                .isInstanceOf(AudioException.class)
                .hasMessage(folder + ": is a folder, expected a WAV file");
    }

    @Test
    void aFileThatIsTooLargeIsRefusedUnread() throws IOException {
        Path file = folder.resolve("long.wav");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(mono().chunk("data", 0xffffffffL, new byte[2]).file());
            sparse.setLength(WavFile.LARGEST + 1L);
        }
        assertThatThrownBy(() -> WavFile.read(file))
                .isInstanceOf(AudioException.class)
                .hasMessage(
                        file
                                + ": larger than "
                                + (WavFile.LARGEST >> 20)
                                + " MiB, cut it into parts");
    }

    @Test
    void aStreamIsReadToItsEnd() throws AudioException {
        byte[] file = mono().chunk("data", 0xffffffffL, new byte[100_000]).file();
        InputStream slow =
                new ByteArrayInputStream(file) {
                    @Override
                    public synchronized int read(byte[] into, int offset, int length) {
                        return super.read(into, offset, Math.min(length, 7));
                    }
                };
        assertThat(WavFile.read("-", slow).length()).isEqualTo(50_000);
    }

    @Test
    void anEndlessForeignStreamIsRefusedAtOnce() {
        InputStream endless =
                new SequenceInputStream(
                        new ByteArrayInputStream(new byte[1_000]),
                        new InputStream() {
                            @Override
                            public int read() {
                                throw new AssertionError("read on");
                            }

                            @Override
                            public int read(byte[] into, int offset, int length) {
                                return read();
                            }
                        });
        assertThatThrownBy(() -> WavFile.read("-", endless))
                .isInstanceOf(AudioException.class)
                .hasMessage("-: begins with nothing but zeros, expected a WAV file");
    }

    @Test
    void aStreamThatBreaksIsNamed() {
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("pipe broke\nsomewhere");
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        return read();
                    }
                };
        assertThatThrownBy(() -> WavFile.read("-", broken))
                .isInstanceOf(AudioException.class)
                .hasMessage("-: pipe broke");
    }

    @Test
    void whatIsWrittenIsReadBack() throws AudioException {
        float[] samples = new float[65_536];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (i - 32_768) / 32768f;
        }
        Path file = folder.resolve("a.wav");
        WavFile.write(file, Clip.of(samples, 22_050));
        Clip read = WavFile.read(file);
        assertThat(read.samples()).containsExactly(samples);
        assertThat(read.sampleRate()).isEqualTo(22_050);
        assertThat(file).hasSize(44 + 2 * 65_536);
    }

    @Test
    void whatIsWrittenIsWhatTheHeaderSays() {
        byte[] file = WavFile.encode(Clip.of(new float[] {0.5f, -0.5f}, 16_000));
        assertThat(file).isEqualTo(mono().shorts(16384, -16384).file());
    }

    @Test
    void beyondFullScaleIsCut() throws AudioException {
        Clip loud = Clip.of(new float[] {1, 1.5f, 3e9f, -1, -7}, 16_000);
        assertThat(WavFile.read("a.wav", WavFile.encode(loud)).samples())
                .containsExactly(32767 / 32768f, 32767 / 32768f, 32767 / 32768f, -1, -1);
    }

    @Test
    void writingLeavesAWholeFileOrNone() throws IOException {
        Path file = folder.resolve("a.wav");
        Clip clip = Clip.of(new float[] {0.5f}, 16_000);
        WavFile.write(file, Clip.of(new float[9], 8_000));
        WavFile.write(file, clip);
        assertThat(WavFile.read(file).length()).isEqualTo(1);

        Path taken = folder.resolve("taken.wav");
        Files.createDirectories(taken.resolve("inside"));
        assertThatThrownBy(() -> WavFile.write(taken, clip))
                .isInstanceOf(AudioException.class)
                .hasMessageStartingWith(taken + ": can't be written: ");
        Path lost = folder.resolve("no").resolve("a.wav");
        assertThatThrownBy(() -> WavFile.write(lost, clip))
                .isInstanceOf(AudioException.class)
                .hasMessage(lost + ": can't be written: no such folder");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file, taken);
        }
    }

    /// Cuts, flipped bits and bytes, and swapped words in files of every encoding.
    @Test
    void damagedFilesGiveAClipOrALine() {
        Random random = new Random(3);
        int clips = 0;
        int lines = 0;
        boolean sane = true;
        for (int round = 0; round < 20_000; round++) {
            byte[] file = whole(random).file();
            if (random.nextInt(3) > 0) {
                file = Arrays.copyOf(file, random.nextInt(file.length + 1));
            }
            for (int i = random.nextInt(4); i > 0 && file.length > 0; i--) {
                int at = random.nextInt(Math.min(file.length, random.nextBoolean() ? 72 : 4_000));
                file[at] = (byte) (random.nextBoolean() ? random.nextInt() : file[at] ^ 0x80);
            }
            try {
                Clip clip = WavFile.read("a.wav", file);
                assertThat(clip.length()).isPositive().isLessThanOrEqualTo(file.length);
                for (float sample : clip.samples()) {
                    sane &= Math.abs(sample) <= 0x1p40f;
                }
                clips++;
            } catch (AudioException e) {
                assertThat(e.getMessage()).startsWith("a.wav: ").doesNotContain("\n");
                lines++;
            }
        }
        assertThat(sane).isTrue();
        assertThat(clips).isGreaterThan(1_000);
        assertThat(lines).isGreaterThan(1_000);
    }

    private static WavBytes whole(Random random) {
        int[][] kinds = {
            {PCM, 8}, {PCM, 16}, {PCM, 24}, {PCM, 32}, {FLOAT, 32}, {FLOAT, 64}, {A_LAW, 8}
        };
        int[] kind = kinds[random.nextInt(kinds.length)];
        int channels = 1 + random.nextInt(3);
        WavBytes wav = new WavBytes();
        if (random.nextBoolean()) {
            wav.chunk("JUNK", new byte[random.nextInt(30)]);
        }
        if (random.nextBoolean()) {
            wav.format(kind[0], channels, 16_000, kind[1]);
        } else {
            wav.extensible(kind[0], channels, 16_000, kind[1], kind[1]);
        }
        byte[] body = new byte[channels * kind[1] / 8 * random.nextInt(20)];
        if (kind[0] != FLOAT) {
            random.nextBytes(body);
        }
        wav.chunk("data", body);
        return random.nextBoolean() ? wav : wav.chunk("LIST", new byte[random.nextInt(30)]);
    }
}
