package dev.edgewise.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How a WAV file writes down one value. Full scale is 1: integers are divided by half their range,
/// floats are taken as they are.
///
/// Source of the two logarithmic ones: ITU-T Recommendation G.711.
enum Encoding {
    PCM_8(1, "8-bit PCM"),
    PCM_16(2, "16-bit PCM"),
    PCM_24(3, "24-bit PCM"),
    PCM_32(4, "32-bit PCM"),
    FLOAT_32(4, "32-bit float"),
    FLOAT_64(8, "64-bit float"),
    A_LAW(1, "A-law"),
    MU_LAW(1, "mu-law");

    private final int bytes;
    private final String words;

    Encoding(int bytes, String words) {
        this.bytes = bytes;
        this.words = words;
    }

    /// Bytes a value.
    int bytes() {
        return bytes;
    }

    /// Decodes `count` values from `data`, beginning at byte `offset`, to the front of `values`.
    ///
    /// @param validBits how many of an integer's upper bits count; the rest is read as zero
    void decode(byte[] data, int offset, int count, int validBits, float[] values) {
        ByteBuffer in =
                ByteBuffer.wrap(data, offset, count * bytes).slice().order(ByteOrder.LITTLE_ENDIAN);
        int mask = -1 << Math.max(0, 8 * bytes - validBits);
        switch (this) {
            case PCM_8 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = (((data[offset + i] & 0xff) - 128) & mask) * 0x1p-7f;
                }
            }
            case PCM_16 -> {
                short[] integers = new short[count];
                in.asShortBuffer().get(integers);
                for (int i = 0; i < count; i++) {
                    values[i] = (integers[i] & mask) * 0x1p-15f;
                }
            }
            case PCM_24 -> {
                for (int i = 0, at = offset; i < count; i++, at += 3) {
                    int low = (data[at] & 0xff) | (data[at + 1] & 0xff) << 8;
                    values[i] = ((low | data[at + 2] << 16) & mask) * 0x1p-23f;
                }
            }
            case PCM_32 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = (in.getInt(4 * i) & mask) * 0x1p-31f;
                }
            }
            case FLOAT_32 -> in.asFloatBuffer().get(values, 0, count);
            case FLOAT_64 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = (float) in.getDouble(8 * i);
                }
            }
            case A_LAW -> lookUp(Tables.A_LAW, data, offset, count, values);
            case MU_LAW -> lookUp(Tables.MU_LAW, data, offset, count, values);
        }
    }

    private static void lookUp(float[] table, byte[] data, int offset, int count, float[] values) {
        for (int i = 0; i < count; i++) {
            values[i] = table[data[offset + i] & 0xff];
        }
    }

    @Override
    public String toString() {
        return words;
    }

    /// What each of the 256 codes of G.711 stands for; built when a file first needs it.
    private static final class Tables {

        static final float[] A_LAW = new float[256];
        static final float[] MU_LAW = new float[256];

        static {
            for (int code = 0; code < 256; code++) {
                A_LAW[code] = aLaw(code ^ 0x55) * 0x1p-15f;
                MU_LAW[code] = muLaw(~code & 0xff) * 0x1p-15f;
            }
        }

        private Tables() {}

        private static int aLaw(int bits) {
            int exponent = (bits >> 4) & 7;
            int mantissa = (bits & 15) << 4;
            int size = exponent == 0 ? mantissa + 8 : (mantissa + 0x108) << (exponent - 1);
            return (bits & 0x80) != 0 ? size : -size;
        }

        private static int muLaw(int bits) {
            int size = ((((bits & 15) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
            return (bits & 0x80) != 0 ? -size : size;
        }
    }
}
