package dev.edgewise.oip;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// An output's highest values in place of all: the classification extension
/// (<https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_classification.md>).
public final class Classification {

    private Classification() {}

    /// A BYTES tensor whose texts are `VALUE:INDEX:LABEL`, the highest value first; `VALUE:INDEX`
    /// where there is no label. Of equal values the first comes first.
    ///
    /// @param classes how many are wanted; fewer come if there are fewer
    /// @param batched whether the first size counts what was asked at once: then the shape is
    /// N x classes, and otherwise as many as classes
    /// @param labels of the values, in order; none if they aren't known
    /// @throws OipException if the output isn't of numbers
    public static Tensor of(Tensor output, int classes, boolean batched, List<String> labels)
            throws OipException {
        int rows = batched && !output.shape().isEmpty() ? (int) (long) output.shape().get(0) : 1;
        int width = rows == 0 ? 0 : output.count() / rows;
        int kept = Math.min(classes, width);
        IntFunction<String> text = texts(output);
        Comparator<Integer> highest = highest(output);
        List<String> texts = new ArrayList<>(rows * kept);
        for (int row = 0; row < rows; row++) {
            int from = row * width;
            IntStream.range(from, from + width)
                    .boxed()
                    .sorted(highest)
                    .limit(kept)
                    .forEach(i -> texts.add(text.apply(i) + ":" + (i - from) + label(labels, i - from)));
        }
        List<Long> shape = batched ? List.of((long) rows, (long) kept) : List.of((long) kept);
        return Tensor.of(output.name(), shape, texts).with(output.parameters());
    }

    private static String label(List<String> labels, int index) {
        return index < labels.size() ? ":" + labels.get(index) : "";
    }

    private static Comparator<Integer> highest(Tensor output) throws OipException {
        ByteBuffer data = output.data();
        return switch (output.datatype()) {
            case FP32 -> (a, b) -> Float.compare(data.getFloat(4 * b), data.getFloat(4 * a));
            case FP64 -> (a, b) -> Double.compare(data.getDouble(8 * b), data.getDouble(8 * a));
            case INT8 -> (a, b) -> Byte.compare(data.get(b), data.get(a));
            case INT16 -> (a, b) -> Short.compare(data.getShort(2 * b), data.getShort(2 * a));
            case INT32 -> (a, b) -> Integer.compare(data.getInt(4 * b), data.getInt(4 * a));
            case INT64 -> (a, b) -> Long.compare(data.getLong(8 * b), data.getLong(8 * a));
            case UINT8, UINT16, UINT32, UINT64 ->
                    (a, b) -> Long.compareUnsigned(unsigned(output, data, b), unsigned(output, data, a));
            case BOOL, BYTES, FP16, BF16 ->
                    throw new OipException(
                            "output '"
                                    + output.name()
                                    + "' is "
                                    + output.datatype()
                                    + ", which can't be ranked as classes");
        };
    }

    private static IntFunction<String> texts(Tensor output) {
        ByteBuffer data = output.data();
        return switch (output.datatype()) {
            case FP32 -> i -> Float.toString(data.getFloat(4 * i));
            case FP64 -> i -> Double.toString(data.getDouble(8 * i));
            case INT8 -> i -> Byte.toString(data.get(i));
            case INT16 -> i -> Short.toString(data.getShort(2 * i));
            case INT32 -> i -> Integer.toString(data.getInt(4 * i));
            case INT64 -> i -> Long.toString(data.getLong(8 * i));
            case UINT8, UINT16, UINT32, UINT64, BOOL, BYTES, FP16, BF16 ->
                    i -> Long.toUnsignedString(unsigned(output, data, i));
        };
    }

    private static long unsigned(Tensor output, ByteBuffer data, int index) {
        return switch (output.datatype().size()) {
            case 1 -> Byte.toUnsignedLong(data.get(index));
            case 2 -> Short.toUnsignedLong(data.getShort(2 * index));
            case 4 -> Integer.toUnsignedLong(data.getInt(4 * index));
            default -> data.getLong(8 * index);
        };
    }
}
