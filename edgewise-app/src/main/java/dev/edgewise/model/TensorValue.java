package dev.edgewise.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A tensor's values, in row-major order, whatever their type. Two are equal if they are so bit
/// for bit. Nobody changes them.
public final class TensorValue {

    private final ElementType type;
    private final List<Long> shape;
    private final ByteBuffer bytes;
    private final List<String> texts;

    private TensorValue(ElementType type, List<Long> shape, ByteBuffer bytes, List<String> texts) {
        this.type = type;
        this.shape = List.copyOf(shape);
        this.bytes = bytes;
        this.texts = List.copyOf(texts);
    }

    /// A tensor of numbers.
    ///
    /// @param bytes the values, in this machine's byte order, from position to limit; kept
    /// @throws IllegalArgumentException if they are not as many bytes as the shape takes
    public static TensorValue of(ElementType type, List<Long> shape, ByteBuffer bytes) {
        if (bytes.remaining() != type.bytes(count(shape))) {
            throw new IllegalArgumentException(
                    type.label()
                            + " "
                            + Port.shape(shape)
                            + " takes "
                            + type.bytes(count(shape))
                            + " bytes, got "
                            + bytes.remaining());
        }
        return new TensorValue(type, shape, bytes, List.of());
    }

    /// A float32 tensor of a copy of `values`.
    public static TensorValue of(float[] values, long... shape) {
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(values.length * Float.BYTES)
                        .order(ByteOrder.nativeOrder());
        bytes.asFloatBuffer().put(values);
        return of(ElementType.FLOAT32, Arrays.stream(shape).boxed().toList(), bytes);
    }

    /// A tensor of texts.
    public static TensorValue of(List<String> texts, List<Long> shape) {
        return new TensorValue(ElementType.STRING, shape, ByteBuffer.allocate(0), texts);
    }

    static long count(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    public ElementType type() {
        return type;
    }

    /// Its sizes; empty for a single number.
    public List<Long> shape() {
        return shape;
    }

    /// How many values there are.
    public long count() {
        return count(shape);
    }

    /// How many bytes the values take; for texts, those of their UTF-8.
    public long size() {
        return type == ElementType.STRING
                ? texts.stream()
                        .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                        .sum()
                : bytes.remaining();
    }

    /// Some of its rows, along the first dimension.
    ///
    /// @throws IllegalArgumentException if they don't begin and end at whole bytes
    public TensorValue rows(long from, long rows) {
        List<Long> sizes = new ArrayList<>(shape);
        long each = shape.getFirst() == 0 ? 0 : count() / shape.getFirst();
        sizes.set(0, rows);
        if (type == ElementType.STRING) {
            return of(texts.subList((int) (from * each), (int) ((from + rows) * each)), sizes);
        }
        int begin = (int) type.bytes(from * each);
        int length = (int) type.bytes(rows * each);
        return of(type, sizes, bytes.slice(bytes.position() + begin, length));
    }

    /// The values of a float32 tensor.
    ///
    /// @throws IllegalStateException if it is of another type
    public float[] floats() {
        if (type != ElementType.FLOAT32) {
            throw new IllegalStateException("a float32 tensor is needed, this is " + type.label());
        }
        FloatBuffer view = bytes().asFloatBuffer();
        float[] values = new float[view.remaining()];
        view.get(values);
        return values;
    }

    /// The values, in this machine's byte order; none for texts.
    public ByteBuffer bytes() {
        return bytes.duplicate().order(ByteOrder.nativeOrder());
    }

    /// The texts of a tensor of them; none of another.
    public List<String> texts() {
        return texts;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TensorValue that
                && type == that.type
                && shape.equals(that.shape)
                && bytes.equals(that.bytes)
                && texts.equals(that.texts);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + bytes.hashCode() + texts.hashCode();
    }

    /// Its type and shape: `float32 [1, 16000]`.
    @Override
    public String toString() {
        return type.label() + " " + Port.shape(shape);
    }
}
