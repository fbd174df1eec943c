package dev.edgewise.audio;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Builds WAV files chunk by chunk, right ones and wrong ones.
final class WavBytes {

    static final int PCM = 1;
    static final int FLOAT = 3;
    static final int A_LAW = 6;
    static final int MU_LAW = 7;

    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();

    /// A `fmt ` chunk of 16 bytes.
    WavBytes format(int tag, int channels, int rate, int bits) {
        return chunk("fmt ", plain(tag, channels, rate, bits, channels * ((bits + 7) / 8)));
    }

    /// A `fmt ` chunk of 16 bytes whose block is as said.
    WavBytes format(int tag, int channels, int rate, int bits, int block) {
        return chunk("fmt ", plain(tag, channels, rate, bits, block));
    }

    /// A `fmt ` chunk of 40 bytes, WAVE_FORMAT_EXTENSIBLE.
    WavBytes extensible(int tag, int channels, int rate, int bits, int validBits) {
        byte[] body =
                ByteBuffer.allocate(40)
                        .order(LITTLE_ENDIAN)
                        .put(plain(0xfffe, channels, rate, bits, channels * bits / 8))
                        .putShort((short) 22)
                        .putShort((short) validBits)
                        .putInt(0)
                        .putShort((short) tag)
                        .put(HexFormat.of().parseHex("000000001000800000aa00389b71"))
                        .array();
        return chunk("fmt ", body);
    }

    private static byte[] plain(int tag, int channels, int rate, int bits, int block) {
        return ByteBuffer.allocate(16)
                .order(LITTLE_ENDIAN)
                .putShort((short) tag)
                .putShort((short) channels)
                .putInt(rate)
                .putInt(rate * block)
                .putShort((short) block)
                .putShort((short) bits)
                .array();
    }

    WavBytes data(int... body) {
        byte[] bytes = new byte[body.length];
        for (int i = 0; i < body.length; i++) {
            bytes[i] = (byte) body[i];
        }
        return chunk("data", bytes);
    }

    WavBytes shorts(int... values) {
        ByteBuffer out = ByteBuffer.allocate(2 * values.length).order(LITTLE_ENDIAN);
        for (int value : values) {
            out.putShort((short) value);
        }
        return chunk("data", out.array());
    }

    WavBytes chunk(String id, byte[] body) {
        chunk(id, body.length, body);
        if (body.length % 2 != 0) {
            chunks.write(0);
        }
        return this;
    }

    /// A chunk that claims `size` bytes, whatever its body; not padded.
    WavBytes chunk(String id, long size, byte[] body) {
        chunks.writeBytes(
                ByteBuffer.allocate(8)
                        .order(LITTLE_ENDIAN)
                        .put(id.getBytes(StandardCharsets.US_ASCII))
                        .putInt((int) size)
                        .array());
        chunks.writeBytes(body);
        return this;
    }

    /// Bytes that belong to no chunk.
    WavBytes raw(int... bytes) {
        for (int value : bytes) {
            chunks.write(value);
        }
        return this;
    }

    byte[] file() {
        return file(4 + chunks.size());
    }

    /// The file with this RIFF size.
    byte[] file(long riffSize) {
        return ByteBuffer.allocate(12 + chunks.size())
                .order(LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt((int) riffSize)
                .put("WAVE".getBytes(StandardCharsets.US_ASCII))
                .put(chunks.toByteArray())
                .array();
    }
}
