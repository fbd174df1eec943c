package dev.edgewise.oip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// The values of a BYTES tensor, one after another, each with its length before it as an unsigned
/// little-endian number of four bytes.
final class ByteStrings {

    private ByteStrings() {}

    static ByteBuffer of(List<byte[]> strings) {
        int size = 0;
        for (byte[] string : strings) {
            size = Math.addExact(size, Integer.BYTES + string.length);
        }
        ByteBuffer data = Tensor.littleEndian(size);
        for (byte[] string : strings) {
            data.putInt(string.length).put(string);
        }
        return data.flip();
    }

    /// Each of the strings in `data`, which was checked.
    static List<ByteBuffer> in(ByteBuffer data) {
        ByteBuffer rest = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        List<ByteBuffer> strings = new ArrayList<>();
        while (rest.hasRemaining()) {
            int length = rest.getInt();
            strings.add(rest.slice(rest.position(), length));
            rest.position(rest.position() + length);
        }
        return strings;
    }

    /// @throws OipException if `data` aren't `count` strings
    static void check(long count, ByteBuffer data) throws OipException {
        ByteBuffer rest = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long found = 0;
        while (rest.hasRemaining()) {
            if (rest.remaining() < Integer.BYTES) {
                throw new OipException(
                        "BYTES: %d bytes follow value %d, a length takes 4"
                                .formatted(rest.remaining(), found - 1));
            }
            long length = Integer.toUnsignedLong(rest.getInt());
            if (length > rest.remaining()) {
                throw new OipException(
                        "BYTES: value %d has a length of %d, %d bytes are left"
                                .formatted(found, length, rest.remaining()));
            }
            rest.position(rest.position() + (int) length);
            found++;
        }
        if (found != count) {
            throw new OipException("BYTES: %d values are needed, got %d".formatted(count, found));
        }
    }
}
