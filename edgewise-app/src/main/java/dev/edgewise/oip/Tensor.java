package dev.edgewise.oip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A named tensor of any datatype, in row-major order. Immutable.
///
/// Its data lie as the binary tensor data extension sends them: little-endian, without padding; a
/// truth value is a byte of 0 or 1, and a byte string has its length before it, in four bytes.
public final class Tensor {

    private final String name;
    private final Datatype datatype;
    private final List<Long> shape;
    private final Parameters parameters;
    private final ByteBuffer data;

    private Tensor(
            String name,
            Datatype datatype,
            List<Long> shape,
            Parameters parameters,
            ByteBuffer data) {
        this.name = name;
        this.datatype = datatype;
        this.shape = shape;
        this.parameters = parameters;
        this.data = data;
    }

    /// A tensor of `data`, from position to limit, which the caller leaves alone from now on.
    ///
    /// @throws OipException if the data don't fit the shape, or can't be of that datatype
    public static Tensor of(String name, Datatype datatype, List<Long> shape, ByteBuffer data)
            throws OipException {
        long count = count(shape);
        if (count < 0) {
            throw new OipException("shape " + shape + " is no size that a tensor can have");
        }
        if (datatype == Datatype.BYTES) {
            ByteStrings.check(count, data);
        } else if (count * datatype.size() != data.remaining()) {
            throw new OipException(
                    "shape %s of %s takes %d bytes, got %d"
                            .formatted(shape, datatype, count * datatype.size(), data.remaining()));
        }
        if (datatype == Datatype.BOOL) {
            checkTruth(data);
        }
        return new Tensor(
                name,
                datatype,
                List.copyOf(shape),
                Parameters.NONE,
                data.slice().asReadOnlyBuffer());
    }

    private static void checkTruth(ByteBuffer data) throws OipException {
        for (int i = data.position(); i < data.limit(); i++) {
            if ((data.get(i) & ~1) != 0) {
                throw new OipException(
                        "BOOL is 0 or 1 in binary data, got " + Byte.toUnsignedInt(data.get(i)));
            }
        }
    }

    /// An FP32 tensor of a copy of `values`.
    ///
    /// @throws OipException if `shape` doesn't hold as many
    public static Tensor of(String name, List<Long> shape, float[] values) throws OipException {
        ByteBuffer data = littleEndian(values.length * Float.BYTES);
        data.asFloatBuffer().put(values);
        return of(name, Datatype.FP32, shape, data);
    }

    /// A BYTES tensor of `texts` in UTF-8.
    ///
    /// @throws OipException if `shape` doesn't hold as many
    public static Tensor of(String name, List<Long> shape, List<String> texts) throws OipException {
        return of(
                name,
                Datatype.BYTES,
                shape,
                ByteStrings.of(
                        texts.stream()
                                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                                .toList()));
    }

    /// This tensor with other parameters.
    public Tensor with(Parameters others) {
        return new Tensor(name, datatype, shape, others, data);
    }

    /// How many values `shape` holds; -1 if a size is negative or they are more than an array can
    /// hold.
    static long count(List<Long> shape) {
        long count = 1;
        for (long size : shape) {
            if (size < 0 || size > Integer.MAX_VALUE) {
                return -1;
            }
            count *= size;
            if (count > Integer.MAX_VALUE) {
                return -1;
            }
        }
        return count;
    }

    static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    public String name() {
        return name;
    }

    public Datatype datatype() {
        return datatype;
    }

    /// Its sizes; empty for a single value.
    public List<Long> shape() {
        return shape;
    }

    /// How many values it has.
    public int count() {
        return (int) count(shape);
    }

    public Parameters parameters() {
        return parameters;
    }

    /// The data, read-only and little-endian.
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The values of an FP32 tensor.
    ///
    /// @throws OipException if it is of another datatype
    public float[] floats() throws OipException {
        require(Datatype.FP32);
        float[] values = new float[count()];
        data().asFloatBuffer().get(values);
        return values;
    }

    /// The values of a BYTES tensor as texts.
    ///
    /// @throws OipException if it is of another datatype, or one of them isn't UTF-8
    public List<String> texts() throws OipException {
        require(Datatype.BYTES);
        List<String> texts = new ArrayList<>(count());
        for (ByteBuffer string : ByteStrings.in(data())) {
            try {
                texts.add(StandardCharsets.UTF_8.newDecoder().decode(string).toString());
            } catch (CharacterCodingException e) {
                throw new OipException("'" + name + "': value " + texts.size() + " isn't UTF-8", e);
            }
        }
        return texts;
    }

    private void require(Datatype expected) throws OipException {
        if (datatype != expected) {
            throw new OipException("'" + name + "': datatype " + datatype + ", not " + expected);
        }
    }
}
