package dev.edgewise.remote;

import dev.edgewise.oip.Datatype;
import dev.edgewise.oip.ModelMetadata;
import dev.edgewise.oip.OipException;
import dev.edgewise.oip.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Values for an input of which only datatype and shape are known: numbers with a fraction from
/// [-1, 1); whole numbers of 8 and 16 bits, samples and pixels as a rule, from all there are;
/// wider ones, places in a table or lengths, 0 or 1, as truth values are; texts of one letter.
final class RandomTensor {

    private static final int LARGEST = 256 << 20;

    private RandomTensor() {}

    /// @param chosen shapes by input, for sizes that the model leaves open; those not given are
    /// 1
    /// @throws OipException if the input can't be made
    static Tensor of(
            ModelMetadata.Port port, Map<String, List<Long>> chosen, RandomGenerator random)
            throws OipException {
        Datatype datatype = datatype(port);
        List<Long> shape = shape(port, chosen);
        long count = 1;
        for (long size : shape) {
            count *= size;
            if (count * Math.max(1, datatype.size()) > LARGEST) {
                throw new OipException(
                        "input '" + port.name() + "' " + shape + " is larger than 256 MiB");
            }
        }
        if (datatype == Datatype.BYTES) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                texts.add(Character.toString('a' + random.nextInt(26)));
            }
            return Tensor.of(port.name(), shape, texts);
        }
        ByteBuffer data =
                ByteBuffer.allocate((int) count * datatype.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            put(datatype, data, random);
        }
        return Tensor.of(port.name(), datatype, shape, data.flip());
    }

    static Datatype datatype(ModelMetadata.Port port) throws OipException {
        return port.type()
                .orElseThrow(
                        () ->
                                new OipException(
                                        "input '"
                                                + port.name()
                                                + "' is "
                                                + port.datatype()
                                                + ", which can't be sent"));
    }

    /// The shape that the caller chose, or the model's with 1 for each size that it leaves
    /// open.
    private static List<Long> shape(ModelMetadata.Port port, Map<String, List<Long>> chosen)
            throws OipException {
        List<Long> shape = chosen.get(port.name());
        if (shape == null) {
            return port.shape().stream().map(size -> size < 0 ? 1 : size).toList();
        }
        requireFit(port, shape, "--shape");
        return shape;
    }

    /// @param what whose shape it is
    /// @throws OipException if the model doesn't take the shape
    static void requireFit(ModelMetadata.Port port, List<Long> shape, String what)
            throws OipException {
        boolean fits = port.shape().size() == shape.size();
        for (int i = 0; fits && i < shape.size(); i++) {
            fits = port.shape().get(i) < 0 || port.shape().get(i).equals(shape.get(i));
        }
        if (!fits) {
            throw new OipException(
                    "input '%s' takes shape %s, %s has %s"
                            .formatted(port.name(), port.shape(), what, shape));
        }
    }

    private static void put(Datatype datatype, ByteBuffer data, RandomGenerator random) {
        switch (datatype) {
            case FP32 -> data.putFloat(random.nextFloat() * 2 - 1);
            case FP64 -> data.putDouble(random.nextDouble() * 2 - 1);
            case FP16 -> data.putShort(Float.floatToFloat16(random.nextFloat() * 2 - 1));
            case BF16 ->
                    data.putShort(
                            (short) (Float.floatToIntBits(random.nextFloat() * 2 - 1) >>> 16));
            case INT8, UINT8 -> data.put((byte) random.nextInt());
            case INT16, UINT16 -> data.putShort((short) random.nextInt());
            case INT32, UINT32 -> data.putInt(random.nextInt(2));
            case INT64, UINT64 -> data.putLong(random.nextInt(2));
            case BOOL -> data.put((byte) random.nextInt(2));
            case BYTES -> throw new IllegalStateException("texts have no fixed size");
        }
    }
}
