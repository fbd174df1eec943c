package dev.edgewise.serve.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.edgewise.oip.Datatype;
import dev.edgewise.oip.OipException;
import dev.edgewise.oip.Tensor;
import dev.edgewise.serve.grpc.Messages.InferTensorContents;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// A tensor's values in the typed fields of a message. Small whole numbers share the field of 32
/// bits, of which only what fits is taken; 16-bit floats have no field.
final class Contents {

    private Contents() {}

    /// The values as a tensor has them.
    ///
    /// @throws OipException if they lie in the field of another datatype, or don't fit theirs
    static ByteBuffer read(Datatype datatype, InferTensorContents contents) throws OipException {
        return switch (datatype) {
            case BOOL -> {
                ByteBuffer data = buffer(contents.getBoolContentsCount());
                contents.getBoolContentsList().forEach(v -> data.put((byte) (v ? 1 : 0)));
                yield data.flip();
            }
            case INT8 -> narrow(datatype, contents.getIntContentsList(), -0x80, 0x7f, false);
            case INT16 -> narrow(datatype, contents.getIntContentsList(), -0x8000, 0x7fff, false);
            case INT32 -> {
                ByteBuffer data = buffer(Integer.BYTES * (long) contents.getIntContentsCount());
                for (int i = 0; i < contents.getIntContentsCount(); i++) {
                    data.putInt(contents.getIntContents(i));
                }
                yield data.flip();
            }
            case UINT8 -> narrow(datatype, contents.getUintContentsList(), 0, 0xff, true);
            case UINT16 -> narrow(datatype, contents.getUintContentsList(), 0, 0xffff, true);
            case UINT32 -> {
                ByteBuffer data = buffer(Integer.BYTES * (long) contents.getUintContentsCount());
                for (int i = 0; i < contents.getUintContentsCount(); i++) {
                    data.putInt(contents.getUintContents(i));
                }
                yield data.flip();
            }
            case INT64 -> {
                ByteBuffer data = buffer(Long.BYTES * (long) contents.getInt64ContentsCount());
                for (int i = 0; i < contents.getInt64ContentsCount(); i++) {
                    data.putLong(contents.getInt64Contents(i));
                }
                yield data.flip();
            }
            case UINT64 -> {
                ByteBuffer data = buffer(Long.BYTES * (long) contents.getUint64ContentsCount());
                for (int i = 0; i < contents.getUint64ContentsCount(); i++) {
                    data.putLong(contents.getUint64Contents(i));
                }
                yield data.flip();
            }
            case FP32 -> {
                ByteBuffer data = buffer(Float.BYTES * (long) contents.getFp32ContentsCount());
                for (int i = 0; i < contents.getFp32ContentsCount(); i++) {
                    data.putFloat(contents.getFp32Contents(i));
                }
                yield data.flip();
            }
            case FP64 -> {
                ByteBuffer data = buffer(Double.BYTES * (long) contents.getFp64ContentsCount());
                for (int i = 0; i < contents.getFp64ContentsCount(); i++) {
                    data.putDouble(contents.getFp64Contents(i));
                }
                yield data.flip();
            }
            case BYTES -> strings(contents.getBytesContentsList());
            case FP16, BF16 ->
                    throw new OipException(
                            datatype + " has no typed contents; send raw_input_contents");
        };
    }

    private static ByteBuffer narrow(
            Datatype datatype, List<Integer> values, long least, long most, boolean unsigned)
            throws OipException {
        ByteBuffer data = buffer(datatype.size() * (long) values.size());
        for (int given : values) {
            long value = unsigned ? Integer.toUnsignedLong(given) : given;
            if (value < least || value > most) {
                throw new OipException(value + " is no " + datatype);
            }
            if (datatype.size() == Byte.BYTES) {
                data.put((byte) value);
            } else {
                data.putShort((short) value);
            }
        }
        return data.flip();
    }

    private static ByteBuffer strings(List<ByteString> strings) throws OipException {
        long size = 0;
        for (ByteString string : strings) {
            size += Integer.BYTES + string.size();
        }
        ByteBuffer data = buffer(size);
        for (ByteString string : strings) {
            data.putInt(string.size());
            string.copyTo(data);
        }
        return data.flip();
    }

    private static ByteBuffer buffer(long size) throws OipException {
        if (size > Integer.MAX_VALUE - 8) {
            throw new OipException("the contents take more than 2 GB");
        }
        return ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Whether the values of `datatype` have a typed field.
    static boolean hasField(Datatype datatype) {
        return datatype != Datatype.FP16 && datatype != Datatype.BF16;
    }

    /// The values of `tensor`, whose datatype has a field, in it.
    static InferTensorContents write(Tensor tensor) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        ByteBuffer data = tensor.data();
        for (int i = 0; i < tensor.count(); i++) {
            switch (tensor.datatype()) {
                case BOOL -> contents.addBoolContents(data.get() != 0);
                case INT8 -> contents.addIntContents(data.get());
                case INT16 -> contents.addIntContents(data.getShort());
                case INT32 -> contents.addIntContents(data.getInt());
                case UINT8 -> contents.addUintContents(Byte.toUnsignedInt(data.get()));
                case UINT16 -> contents.addUintContents(Short.toUnsignedInt(data.getShort()));
                case UINT32 -> contents.addUintContents(data.getInt());
                case INT64 -> contents.addInt64Contents(data.getLong());
                case UINT64 -> contents.addUint64Contents(data.getLong());
                case FP32 -> contents.addFp32Contents(data.getFloat());
                case FP64 -> contents.addFp64Contents(data.getDouble());
                case BYTES -> {
                    int length = data.getInt();
                    contents.addBytesContents(
                            UnsafeByteOperations.unsafeWrap(data.slice(data.position(), length)));
                    data.position(data.position() + length);
                }
                case FP16, BF16 ->
                        throw new IllegalArgumentException(
                                tensor.datatype() + " has no typed contents");
            }
        }
        return contents.build();
    }
}
