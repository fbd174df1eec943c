package dev.edgewise.audio;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// What a WAV file's `fmt ` chunk says, checked.
///
/// Source: Microsoft and IBM, "Multimedia Programming Interface and Data Specifications 1.0";
/// Microsoft, "WAVEFORMATEXTENSIBLE".
///
/// @param validBits how many of an integer's upper bits count
record WavFormat(Encoding encoding, int validBits, int channels, int sampleRate) {

    /// The lowest sample rate that is read, in Hz.
    static final int LOWEST_RATE = 4_000;

    /// The highest sample rate that is read, in Hz.
    static final int HIGHEST_RATE = 384_000;

    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int A_LAW = 6;
    private static final int MU_LAW = 7;
    private static final int EXTENSIBLE = 0xfffe;

    private static final List<Encoding> PCM_BY_SIZE =
            List.of(Encoding.PCM_8, Encoding.PCM_16, Encoding.PCM_24, Encoding.PCM_32);

    private static final String EXPECTED = "PCM, float, A-law or mu-law of the usual sizes";

    private static final Map<Integer, String> WORDS =
            Map.ofEntries(
                    Map.entry(PCM, "PCM"),
                    Map.entry(FLOAT, "float"),
                    Map.entry(A_LAW, "A-law"),
                    Map.entry(MU_LAW, "mu-law"),
                    Map.entry(0x0002, "Microsoft ADPCM"),
                    Map.entry(0x0011, "IMA ADPCM"),
                    Map.entry(0x0031, "GSM 6.10"),
                    Map.entry(0x0050, "MPEG"),
                    Map.entry(0x0055, "MP3"),
                    Map.entry(0x00ff, "AAC"),
                    Map.entry(0x0161, "Windows Media"),
                    Map.entry(0x2000, "AC-3"));

    /// Where an extensible format's sub-format lies; its first two bytes are a plain format's tag.
    private static final int SUB_FORMAT = 24;

    private static final byte[] SUB_FORMAT_TAIL =
            HexFormat.of().parseHex("000000001000800000aa00389b71");

    /// Reads the chunk's body, `length` bytes of `bytes` from `at` on.
    ///
    /// @throws AudioException if it contradicts itself or is a format that isn't read
    static WavFormat of(String name, byte[] bytes, int at, int length) throws AudioException {
        if (length < 16) {
            throw new AudioException(
                    name + ": its fmt chunk has " + length + " bytes, expected at least 16");
        }
        int tag = WavFile.uint16(bytes, at);
        int channels = WavFile.uint16(bytes, at + 2);
        long rate = WavFile.uint32(bytes, at + 4);
        int block = WavFile.uint16(bytes, at + 12);
        int bits = WavFile.uint16(bytes, at + 14);
        int valid = bits;
        if (tag == EXTENSIBLE) {
            if (length < SUB_FORMAT + 16) {
                throw new AudioException(
                        name + ": its extensible fmt chunk has " + length + " bytes, expected 40");
            }
            tag = subFormat(name, bytes, at + SUB_FORMAT);
            int given = WavFile.uint16(bytes, at + 18);
            valid = given == 0 ? bits : given;
        }
        if (tag != PCM && tag != FLOAT && tag != A_LAW && tag != MU_LAW) {
            throw notRead(name, bits, tag);
        }
        if (channels == 0) {
            throw new AudioException(name + ": its header says 0 channels");
        }
        if (rate < LOWEST_RATE || rate > HIGHEST_RATE) {
            throw new AudioException(
                    "%s: sample rate %d Hz, expected %d to %d"
                            .formatted(name, rate, LOWEST_RATE, HIGHEST_RATE));
        }
        int size = block / channels;
        if (block % channels != 0 || bits == 0 || bits > 8 * size || valid > 8 * size) {
            throw new AudioException(
                    "%s: its header contradicts itself: %d channels of %d bits (%d valid) in blocks of %d bytes"
                            .formatted(name, channels, bits, valid, block));
        }
        Encoding encoding =
                switch (tag) {
                    case PCM -> size <= 4 ? PCM_BY_SIZE.get(size - 1) : null;
                    case FLOAT ->
                            size == 4 ? Encoding.FLOAT_32 : size == 8 ? Encoding.FLOAT_64 : null;
                    case A_LAW -> size == 1 ? Encoding.A_LAW : null;
                    default -> size == 1 ? Encoding.MU_LAW : null;
                };
        if (encoding == null || (tag == FLOAT && bits != 8 * size)) {
            throw notRead(name, bits, tag);
        }
        return new WavFormat(encoding, valid, channels, (int) rate);
    }

    private static int subFormat(String name, byte[] bytes, int at) throws AudioException {
        if (!Arrays.equals(bytes, at + 2, at + 16, SUB_FORMAT_TAIL, 0, SUB_FORMAT_TAIL.length)) {
            throw new AudioException(
                    name
                            + ": unknown sub-format "
                            + HexFormat.of().formatHex(bytes, at, at + 16)
                            + ", expected "
                            + EXPECTED);
        }
        return WavFile.uint16(bytes, at);
    }

    private static AudioException notRead(String name, int bits, int tag) {
        String kind = WORDS.getOrDefault(tag, "format 0x%04x".formatted(tag));
        return new AudioException(
                "%s: %s%s audio is not read, expected %s; sox or ffmpeg converts it"
                        .formatted(name, bits == 0 ? "" : bits + "-bit ", kind, EXPECTED));
    }

    /// Bytes of one value of each channel.
    int block() {
        return channels * encoding.bytes();
    }

    /// Decodes `frames` blocks of `data` from `offset` on, and mixes their channels to one: their
    /// mean, whatever speakers they belong to.
    float[] decode(byte[] data, int offset, int frames) {
        float[] mono = new float[frames];
        if (channels == 1) {
            encoding.decode(data, offset, frames, validBits, mono);
            return mono;
        }
        int step = Math.max(1, 8192 / channels);
        float[] values = new float[step * channels];
        for (int from = 0; from < frames; from += step) {
            int count = Math.min(step, frames - from);
            encoding.decode(data, offset + from * block(), count * channels, validBits, values);
            for (int i = 0, at = 0; i < count; i++) {
                double sum = 0;
                for (int channel = 0; channel < channels; channel++) {
                    sum += values[at++];
                }
                mono[from + i] = (float) (sum / channels);
            }
        }
        return mono;
    }
}
