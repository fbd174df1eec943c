package dev.edgewise.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Inputs for a model that nothing is known of: shapes as it declares them, with 1 where it leaves
/// the size open, and values drawn from a seed.
///
/// Floating-point numbers are drawn from [-1, 1); numbers of 8 and 16 bits, samples and pixels as
/// a rule, from all there are; wider whole numbers, which are places in a table, lengths or masks,
/// are 0 or 1, as truth values are; texts are single letters.
final class RandomInputs {

    private RandomInputs() {}

    /// Draws inputs for `file`.
    ///
    /// @param shapes the shapes of those inputs whose shape the caller chooses, by name
    /// @throws ModelException if a shape isn't one that the model declares, or an input is no
    /// tensor
    static Map<String, TensorValue> of(OnnxFile file, Map<String, List<Long>> shapes, long seed)
            throws ModelException {
        return of(file.source(), file.inputs(), shapes, seed);
    }

    static Map<String, TensorValue> of(
            String source, List<Port> inputs, Map<String, List<Long>> shapes, long seed)
            throws ModelException {
        List<String> names = inputs.stream().map(Port::name).toList();
        for (String name : shapes.keySet()) {
            if (!names.contains(name)) {
                throw new ModelException(
                        source
                                + ": no input '"
                                + name
                                + "' to give a shape to; its inputs: "
                                + String.join(", ", names));
            }
        }
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, TensorValue> values = new LinkedHashMap<>();
        for (Port input : inputs) {
            ElementType type =
                    input.element()
                            .orElseThrow(
                                    () ->
                                            new ModelException(
                                                    source
                                                            + ": input '"
                                                            + input.name()
                                                            + "' is "
                                                            + input.type()
                                                            + ", only tensors can be drawn"));
            List<Long> shape = shape(source, input, shapes.get(input.name()));
            values.put(input.name(), draw(source, input, type, shape, random));
        }
        return values;
    }

    private static List<Long> shape(String source, Port input, @Nullable List<Long> chosen)
            throws ModelException {
        List<String> declared = input.dimensions().orElse(List.of());
        if (chosen == null) {
            return declared.stream().map(d -> Port.isSize(d) ? Long.parseLong(d) : 1L).toList();
        }
        boolean fits = input.dimensions().isEmpty() || declared.size() == chosen.size();
        for (int i = 0; fits && i < declared.size(); i++) {
            fits = !Port.isSize(declared.get(i)) || declared.get(i).equals("" + chosen.get(i));
        }
        if (!fits) {
            throw new ModelException(
                    source
                            + ": input '"
                            + input.name()
                            + "' is "
                            + input.typeAndShape()
                            + ", which shape "
                            + Port.shape(chosen)
                            + " doesn't fit");
        }
        return chosen;
    }

    private static TensorValue draw(
            String source, Port input, ElementType type, List<Long> shape, SplittableRandom random)
            throws ModelException {
        long size;
        try {
            size = type.bytes(TensorValue.count(shape));
        } catch (ArithmeticException e) {
            size = Long.MAX_VALUE;
        }
        if (size > Integer.MAX_VALUE - 8) {
            throw new ModelException(
                    source
                            + ": input '"
                            + input.name()
                            + "' "
                            + Port.shape(shape)
                            + " is larger than 2 GiB");
        }
        int count = (int) TensorValue.count(shape);
        if (type == ElementType.STRING) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                texts.add(Character.toString('a' + random.nextInt(26)));
            }
            return TensorValue.of(texts, shape);
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect((int) size).order(ByteOrder.nativeOrder());
        for (int i = 0; i < count && bytes.hasRemaining(); i++) {
            put(type, bytes, random);
        }
        return TensorValue.of(type, shape, bytes.flip());
    }

    private static void put(ElementType type, ByteBuffer bytes, SplittableRandom random) {
        switch (type) {
            case FLOAT32 -> bytes.putFloat(random.nextFloat() * 2 - 1);
            case FLOAT64 -> bytes.putDouble(random.nextDouble() * 2 - 1);
            case FLOAT16 -> bytes.putShort(Float.floatToFloat16(random.nextFloat() * 2 - 1));
            case BFLOAT16 ->
                    bytes.putShort(
                            (short) (Float.floatToIntBits(random.nextFloat() * 2 - 1) >>> 16));
            case INT16, UINT16 -> bytes.putShort((short) random.nextInt());
            case INT32, UINT32 -> bytes.putInt(random.nextInt(2));
            case INT64, UINT64 -> bytes.putLong(random.nextInt(2));
            case BOOL -> bytes.put((byte) random.nextInt(2));
            default -> bytes.put((byte) random.nextInt());
        }
    }
}
