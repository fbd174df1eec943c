package dev.edgewise.model.quantize;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.edgewise.model.GraphTrace;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.OnnxFile;
import dev.edgewise.model.TensorValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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
        Map<String, Histogram> histograms = new LinkedHashMap<>();
        tensors.forEach(tensor -> histograms.put(tensor, new Histogram()));
        String input = new Graph(model).inputs().getFirst();
        Set<String> made = new LinkedHashSet<>(tensors);
        made.remove(input);
        OnnxFile file = OnnxFile.of(source, model.toByteArray());
        try (GraphTrace trace = GraphTrace.of(file, made, true)) {
            for (boolean reaching : new boolean[] {true, false}) {
                for (float[] waveform : waveforms) {
                    Map<String, float[]> values = new HashMap<>();
                    values.put(input, waveform);
                    trace.run(
                            Map.of(input, TensorValue.of(waveform, 1, waveform.length)),
                            (name, value) -> values.put(name, value.floats()));
                    for (Map.Entry<String, Histogram> entry : histograms.entrySet()) {
                        String tensor = entry.getKey();
                        float[] seen = Objects.requireNonNull(values.get(tensor));
                        if (!reaching) {
                            entry.getValue().count(seen);
                        } else if (!entry.getValue().reach(seen)) {
                            throw new ModelException(
                                    "%s: tensor %s has values that are no finite numbers"
                                            .formatted(source, tensor));
                        }
                    }
                    step.run();
                }
            }
        }
        return new Calibration(histograms);
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
