package dev.edgewise.oip;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// Writes tensors into one message: those that are to be binary leave their data to the end.
final class TensorWriter {

    private final List<ByteBuffer> binary = new ArrayList<>();

    /// A message of what `entries` write, and of the binary data that this writer was left.
    Payload payload(Consumer<JsonGenerator> entries) {
        byte[] json = Json.object(entries);
        if (binary.isEmpty()) {
            return Payload.json(json);
        }
        int size = json.length;
        for (ByteBuffer data : binary) {
            size = Math.addExact(size, data.remaining());
        }
        ByteBuffer body = ByteBuffer.allocate(size).put(json);
        binary.forEach(body::put);
        return Payload.framed(body.array(), json.length);
    }

    void write(JsonGenerator json, Tensor tensor, boolean asBinary) {
        json.writeStartObject();
        json.writeStringProperty("name", tensor.name());
        json.writeStringProperty("datatype", tensor.datatype().name());
        Json.shape(json, "shape", tensor.shape());
        ByteBuffer data = tensor.data();
        if (asBinary) {
            tensor.parameters()
                    .with(TensorReader.BINARY_SIZE, new Parameter.Whole(data.remaining()))
                    .write(json);
            binary.add(data);
        } else {
            tensor.parameters().write(json);
            json.writeArrayPropertyStart("data");
            values(json, tensor.datatype(), data);
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void values(JsonGenerator json, Datatype datatype, ByteBuffer data) {
        if (datatype == Datatype.BYTES) {
            for (ByteBuffer string : ByteStrings.in(data)) {
                byte[] utf8 = new byte[string.remaining()];
                string.get(utf8);
                json.writeUTF8String(utf8, 0, utf8.length);
            }
            return;
        }
        while (data.hasRemaining()) {
            switch (datatype) {
                case FP32 -> json.writeNumber(data.getFloat());
                case FP64 -> json.writeNumber(data.getDouble());
                case INT8 -> json.writeNumber(data.get());
                case UINT8 -> json.writeNumber(Byte.toUnsignedInt(data.get()));
                case INT16 -> json.writeNumber(data.getShort());
                case UINT16 -> json.writeNumber(Short.toUnsignedInt(data.getShort()));
                case INT32 -> json.writeNumber(data.getInt());
                case UINT32 -> json.writeNumber(Integer.toUnsignedLong(data.getInt()));
                case INT64 -> json.writeNumber(data.getLong());
                case UINT64 -> json.writeNumber(Long.toUnsignedString(data.getLong()));
                case BOOL -> json.writeBoolean(data.get() != 0);
                case FP16, BF16, BYTES -> throw new IllegalStateException(datatype + " in JSON");
            }
        }
    }

    /// @param where the tensor, for messages
    /// @throws OipException if a value is one that JSON has no way to write
    static void checkJson(String where, Tensor tensor) throws OipException {
        if (!tensor.datatype().hasJson()) {
            throw new OipException(
                    where + ": " + tensor.datatype() + " has no JSON form; ask for binary_data");
        }
        ByteBuffer data = tensor.data();
        switch (tensor.datatype()) {
            case FP32 -> {
                while (data.hasRemaining()) {
                    finite(where, data.getFloat());
                }
            }
            case FP64 -> {
                while (data.hasRemaining()) {
                    finite(where, data.getDouble());
                }
            }
            case BYTES -> tensor.texts();
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, BF16 -> {}
        }
    }

    private static void finite(String where, double value) throws OipException {
        if (!Double.isFinite(value)) {
            throw new OipException(
                    where
                            + " holds "
                            + value
                            + ", which JSON has no number for; ask for binary_data");
        }
    }
}
