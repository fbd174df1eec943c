package dev.edgewise.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The float32 values of a file in NumPy's format 1.0
/// (<https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>).
final class Npy {

    private static final int PREAMBLE = 10;

    private Npy() {}

    static float[] values(byte[] file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int header = PREAMBLE + bytes.getShort(PREAMBLE - Short.BYTES);
        String facts = new String(file, PREAMBLE, header - PREAMBLE, StandardCharsets.ISO_8859_1);
        if (!facts.contains("'descr': '<f4'") || !facts.contains("'fortran_order': False")) {
            throw new IOException("not a row-major float32 array: " + facts);
        }
        float[] values = new float[(file.length - header) / Float.BYTES];
        bytes.position(header).asFloatBuffer().get(values);
        return values;
    }
}
