package dev.edgewise.serve.stream;

/// Turns 16-bit little-endian samples, which come in pieces of any size, into floats from -1 to 1.
/// It has state, so one thread uses it.
final class Pcm16 {

    private static final float FULL_SCALE = 32_768;

    private int low;
    private boolean half;

    /// The samples that are whole with `bytes`.
    float[] next(byte[] bytes) {
        float[] samples = new float[(bytes.length + (half ? 1 : 0)) / 2];
        int given = 0;
        for (byte b : bytes) {
            if (half) {
                samples[given++] = (short) (b << 8 | low) / FULL_SCALE;
            } else {
                low = b & 0xff;
            }
            half = !half;
        }
        return samples;
    }

    /// Whether the last sample is only half there.
    boolean isHalf() {
        return half;
    }
}
