package dev.edgewise.model.quantize;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.OnnxFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// The values that tensors have on real clips.
public final class Calibration {

    private final Map<String, Histogram> histograms;
    private final Map<String, Range> ranges = new HashMap<>();

    private Calibration(Map<String, Histogram> histograms) {
        this.histograms = histograms;
    }

    /// Runs `model` on `waveforms`, twice, and looks at `tensors`.
    ///
    /// @param source what the model is called in messages
    /// @param step is run after each clip of either pass
    /// @throws ModelException if it can't be run, or gives values that are no numbers
    static Calibration of(
            String source,
            ModelProto model,
            Set<String> tensors,
            List<float[]> waveforms,
            Runnable step)
            throws ModelException {
        Map<String, Histogram> histograms = new HashMap<>();
        tensors.forEach(tensor -> histograms.put(tensor, new Histogram()));
        Set<String> inputs = Set.copyOf(new Graph(model).inputs());
        try (OnnxFunction function =
                OnnxFunction.load(source, giving(model, tensors, inputs).toByteArray(), 1)) {
            for (boolean reaching : new boolean[] {true, false}) {
                for (float[] waveform : waveforms) {
                    Map<String, float[]> values =
                            new HashMap<>(function.run(waveform, 1, waveform.length));
                    inputs.forEach(input -> values.put(input, waveform));
                    for (String tensor : tensors) {
                        see(source, tensor, histograms, values, reaching);
                    }
                    step.run();
                }
            }
        }
        return new Calibration(histograms);
    }

    private static void see(
            String source,
            String tensor,
            Map<String, Histogram> histograms,
            Map<String, float[]> values,
            boolean reaching)
            throws ModelException {
        Histogram histogram = Objects.requireNonNull(histograms.get(tensor));
        float[] seen = Objects.requireNonNull(values.get(tensor));
        if (!reaching) {
            histogram.count(seen);
        } else if (!histogram.reach(seen)) {
            throw new ModelException(
                    source + ": tensor " + tensor + " has values that are no finite numbers");
        }
    }

    /// `model` with `tensors` among its outputs.
    private static ModelProto giving(ModelProto model, Set<String> tensors, Set<String> inputs) {
        Set<String> missing = new TreeSet<>(tensors);
        missing.removeAll(inputs);
        model.getGraph().getOutputList().forEach(output -> missing.remove(output.getName()));
        ModelProto.Builder builder = model.toBuilder();
        for (String name : missing) {
            builder.getGraphBuilder().addOutput(ValueInfoProto.newBuilder().setName(name));
        }
        return builder.build();
    }

    /// The range of `tensor`.
    Range range(String tensor, Clipping clipping) {
        Histogram histogram = histograms.get(tensor);
        if (histogram == null) {
            throw new IllegalArgumentException(tensor + ": was not calibrated");
        }
        return ranges.computeIfAbsent(clipping + " " + tensor, _ -> clipping.range(histogram));
    }
}
