package dev.edgewise.oip;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Values of one datatype that come out of JSON one by one, put down as a tensor has them. It grows
/// as they come.
final class ValueBuffer {

    private static final int LARGEST = Integer.MAX_VALUE - 8;

    /// A shape may claim any number of values: memory is taken as they come.
    private static final int FIRST = 1 << 13;

    private static final BigInteger LARGEST_UINT64 =
            BigInteger.TWO.pow(Long.SIZE).subtract(BigInteger.ONE);

    private final String where;
    private final Datatype datatype;
    private ByteBuffer data;
    private int count;

    /// @param where the tensor, for messages
    /// @param expected how many values may come
    ValueBuffer(String where, Datatype datatype, int expected) {
        this.where = where;
        this.datatype = datatype;
        data = Tensor.littleEndian(Math.min(FIRST, 16 + Long.BYTES * expected));
    }

    int count() {
        return count;
    }

    ByteBuffer data() {
        int size = data.position();
        byte[] values = data.array();
        // What was taken too much isn't kept.
        byte[] kept = values.length > 2 * size ? Arrays.copyOf(values, size) : values;
        return ByteBuffer.wrap(kept, 0, size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Adds the value that `parser` stands at.
    ///
    /// @throws OipException if the datatype has no such value
    void add(JsonParser parser) throws OipException {
        reserve(Long.BYTES);
        switch (datatype) {
            case FP32 -> data.putFloat(real(parser));
            case FP64 -> data.putDouble(longReal(parser));
            case INT8 -> data.put((byte) whole(parser, Byte.MIN_VALUE, Byte.MAX_VALUE));
            case UINT8 -> data.put((byte) whole(parser, 0, 0xff));
            case INT16 -> data.putShort((short) whole(parser, Short.MIN_VALUE, Short.MAX_VALUE));
            case UINT16 -> data.putShort((short) whole(parser, 0, 0xffff));
            case INT32 -> data.putInt((int) whole(parser, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case UINT32 -> data.putInt((int) whole(parser, 0, 0xffff_ffffL));
            case INT64 -> data.putLong(whole(parser, Long.MIN_VALUE, Long.MAX_VALUE));
            case UINT64 -> data.putLong(unsigned(parser));
            case BOOL -> data.put((byte) (truth(parser) ? 1 : 0));
            case BYTES -> {
                byte[] text = text(parser);
                reserve((long) Integer.BYTES + text.length);
                data.putInt(text.length).put(text);
            }
            case FP16, BF16 ->
                    throw new OipException(
                            where
                                    + ": "
                                    + datatype
                                    + " has no JSON form; send binary data"
                                    + " (parameter binary_data_size)");
        }
        count++;
    }

    private void reserve(long more) throws OipException {
        if (data.remaining() >= more) {
            return;
        }
        long needed = data.position() + more;
        if (needed > LARGEST) {
            throw new OipException(where + ": the data take more than 2 GiB");
        }
        int capacity = (int) Math.min(LARGEST, Math.max(needed, 2L * data.capacity()));
        data =
                ByteBuffer.wrap(Arrays.copyOf(data.array(), capacity))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .position(data.position());
    }

    private float real(JsonParser parser) throws OipException {
        number(parser);
        float value = parser.getFloatValue();
        if (!Float.isFinite(value)) {
            throw beyond(parser);
        }
        return value;
    }

    private double longReal(JsonParser parser) throws OipException {
        number(parser);
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw beyond(parser);
        }
        return value;
    }

    private void number(JsonParser parser) throws OipException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw needed("numbers are needed");
        }
    }

    private long whole(JsonParser parser, long least, long most) throws OipException {
        wholeNumber(parser);
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw beyond(parser);
        }
        long value = parser.getLongValue();
        if (value < least || value > most) {
            throw beyond(parser);
        }
        return value;
    }

    private long unsigned(JsonParser parser) throws OipException {
        wholeNumber(parser);
        if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return whole(parser, 0, Long.MAX_VALUE);
        }
        BigInteger value = parser.getBigIntegerValue();
        if (value.signum() < 0 || value.compareTo(LARGEST_UINT64) > 0) {
            throw beyond(parser);
        }
        return value.longValue();
    }

    private void wholeNumber(JsonParser parser) throws OipException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw needed(
                    parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
                            ? "whole numbers are needed, got " + parser.getString()
                            : "whole numbers are needed");
        }
    }

    private boolean truth(JsonParser parser) throws OipException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null, default -> throw needed("true and false are needed");
        };
    }

    private byte[] text(JsonParser parser) throws OipException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw needed("strings are needed");
        }
        try {
            ByteBuffer text =
                    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(parser.getString()));
            byte[] utf8 = new byte[text.remaining()];
            text.get(utf8);
            return utf8;
        } catch (CharacterCodingException e) {
            throw needed("value " + count + " holds half a surrogate pair");
        }
    }

    private OipException needed(String what) {
        return new OipException(where + ": data of " + datatype + ": " + what);
    }

    private OipException beyond(JsonParser parser) {
        String number = parser.getString();
        String shown = number.length() > 40 ? number.substring(0, 40) + "..." : number;
        return new OipException(where + ": " + shown + " is beyond what " + datatype + " holds");
    }
}
