package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Whether head and tail together give what the whole model gives.
///
/// @param runs on how many inputs that was tried, of different shapes where the model leaves sizes
/// open
/// @param outputs how many of the model's outputs were compared in each: those that are tensors
/// @param bitForBit whether all were the same to the last bit, with graph optimisation off
/// @param farthest how far apart two values were at most with graph optimisation on; where an
/// output has values beyond 1, as a part of its largest
public record CutCheck(int runs, int outputs, boolean bitForBit, double farthest) {

    /// How far apart values may be with graph optimisation on: it computes in another order.
    public static final double TOLERANCE = 1e-5;

    /// Whether the parts may stand for the whole.
    public boolean passed() {
        return outputs > 0 && bitForBit && farthest <= TOLERANCE;
    }

    static CutCheck of(
            OnnxFile file, ModelProto head, ModelProto tail, List<Map<String, List<Long>>> shapes)
            throws ModelException {
        Differences plain = compare(file, head, tail, shapes, false);
        Differences optimised = compare(file, head, tail, shapes, true);
        return new CutCheck(shapes.size(), plain.outputs, plain.same, optimised.farthest);
    }

    private record Differences(int outputs, boolean same, double farthest) {}

    private static Differences compare(
            OnnxFile file,
            ModelProto head,
            ModelProto tail,
            List<Map<String, List<Long>>> shapes,
            boolean optimised)
            throws ModelException {
        int outputs = 0;
        boolean same = true;
        double farthest = 0;
        try (OnnxRun whole = OnnxRun.load(file.source(), file.model(), 1, optimised);
                OnnxRun first = OnnxRun.load(file.source() + " (head)", head, 1, optimised);
                OnnxRun second = OnnxRun.load(file.source() + " (tail)", tail, 1, optimised)) {
            long seed = 1;
            for (Map<String, List<Long>> shape : shapes) {
                Map<String, TensorValue> inputs = RandomInputs.of(file, shape, seed++);
                Map<String, TensorValue> expected = whole.run(inputs);
                Map<String, TensorValue> known = new HashMap<>(inputs);
                known.putAll(first.run(only(inputs, head)));
                Map<String, TensorValue> got = new HashMap<>(known);
                got.putAll(second.run(only(known, tail)));
                outputs = expected.size();
                for (Map.Entry<String, TensorValue> output : expected.entrySet()) {
                    TensorValue value = got.get(output.getKey());
                    same &= output.getValue().equals(value);
                    farthest =
                            Math.max(
                                    farthest,
                                    value == null
                                            ? Double.POSITIVE_INFINITY
                                            : distance(output.getValue(), value));
                }
            }
        }
        return new Differences(outputs, same, farthest);
    }

    private static Map<String, TensorValue> only(Map<String, TensorValue> all, ModelProto part) {
        Map<String, TensorValue> inputs = new HashMap<>();
        part.getGraph()
                .getInputList()
                .forEach(
                        input -> {
                            TensorValue value = all.get(input.getName());
                            if (value != null) {
                                inputs.put(input.getName(), value);
                            }
                        });
        return inputs;
    }

    private static double distance(TensorValue a, TensorValue b) {
        if (a.equals(b)) {
            return 0;
        }
        if (a.type() != b.type() || !a.shape().equals(b.shape()) || !a.type().isFloat()) {
            return Double.POSITIVE_INFINITY;
        }
        ByteBuffer left = a.bytes();
        ByteBuffer right = b.bytes();
        double farthest = 0;
        double largest = 1;
        while (left.hasRemaining()) {
            double x = next(a.type(), left);
            double y = next(a.type(), right);
            if (Double.compare(x, y) != 0) {
                double apart = Math.abs(x - y);
                farthest = Math.max(farthest, Double.isNaN(apart) ? Double.MAX_VALUE : apart);
            }
            if (Double.isFinite(x)) {
                largest = Math.max(largest, Math.abs(x));
            }
        }
        return farthest / largest;
    }

    private static double next(ElementType type, ByteBuffer bytes) {
        return switch (type) {
            case FLOAT32 -> bytes.getFloat();
            case FLOAT64 -> bytes.getDouble();
            case FLOAT16 -> Float.float16ToFloat(bytes.getShort());
            case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort() << 16);
            default -> bytes.get();
        };
    }
}
