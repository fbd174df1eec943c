package dev.edgewise.model.quantize;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/// A float32 tensor that a graph holds.
final class Constant {

    private final float[] values;
    private final int[] shape;

    Constant(float[] values, int... shape) {
        long size = 1;
        for (int dimension : shape) {
            size *= dimension;
        }
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "shape %s holds %d values, got %d"
                            .formatted(Arrays.toString(shape), size, values.length));
        }
        this.values = values;
        this.shape = shape;
    }

    /// A vector.
    static Constant vector(float... values) {
        return new Constant(values, values.length);
    }

    /// What `proto` holds; nothing if it isn't float32, or doesn't lie in the file itself.
    static Optional<Constant> of(TensorProto proto) {
        if (proto.getDataType() != TensorProto.DataType.FLOAT_VALUE
                || proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            return Optional.empty();
        }
        int[] shape = proto.getDimsList().stream().mapToInt(Long::intValue).toArray();
        int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        float[] values = new float[size];
        if (proto.hasRawData()) {
            if (proto.getRawData().size() != size * Float.BYTES) {
                return Optional.empty();
            }
            proto.getRawData()
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
        } else {
            if (proto.getFloatDataCount() != size) {
                return Optional.empty();
            }
            for (int i = 0; i < size; i++) {
                values[i] = proto.getFloatData(i);
            }
        }
        return Optional.of(new Constant(values, shape));
    }

    /// This tensor as an initializer that has no name yet.
    TensorProto.Builder proto() {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return proto(TensorProto.DataType.FLOAT_VALUE, ByteString.copyFrom(bytes), shape);
    }

    /// An initializer without a name of 8-bit numbers; `type` says with a sign or without.
    static TensorProto.Builder bytes(int type, byte[] values, int... shape) {
        return proto(type, ByteString.copyFrom(values), shape);
    }

    /// An initializer without a name of 32-bit numbers.
    static TensorProto.Builder ints(int[] values, int... shape) {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return proto(TensorProto.DataType.INT32_VALUE, ByteString.copyFrom(bytes), shape);
    }

    private static TensorProto.Builder proto(int type, ByteString bytes, int... shape) {
        TensorProto.Builder proto = TensorProto.newBuilder().setDataType(type).setRawData(bytes);
        for (int dimension : shape) {
            proto.addDims(dimension);
        }
        return proto;
    }

    /// Which entry along axis `axis` the value at index `i` belongs to.
    int along(int axis, int i) {
        int inner = 1;
        for (int d = axis + 1; d < shape.length; d++) {
            inner *= shape[d];
        }
        return i / inner % shape[axis];
    }

    /// The numbers that this tensor means for each of `channels` channels when it is broadcast to
    /// a tensor whose channels are counted by the axis that `behind` axes follow; nothing if it
    /// differs along another axis.
    Optional<double[]> perChannel(int channels, int behind) {
        int axis = shape.length - 1 - behind;
        if (values.length != 1
                && (values.length != channels || axis < 0 || shape[axis] != channels)) {
            return Optional.empty();
        }
        double[] numbers = new double[channels];
        for (int i = 0; i < channels; i++) {
            numbers[i] = values[values.length == 1 ? 0 : i];
        }
        return Optional.of(numbers);
    }

    /// In row-major order.
    float[] values() {
        return values;
    }

    /// Its dimensions; empty for a single number.
    int[] shape() {
        return shape;
    }
}
