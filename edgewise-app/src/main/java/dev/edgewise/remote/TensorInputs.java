package dev.edgewise.remote;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.oip.Datatype;
import dev.edgewise.oip.ModelMetadata;
import dev.edgewise.oip.OipException;
import dev.edgewise.oip.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/// Tensors for a model that is known by its metadata alone: one list of inputs an item.
final class TensorInputs {

    private static final int MOST_DRAWN = 16;
    private static final long DRAWN_BYTES = 32 << 20;
    private static final int SAMPLE_RATE = 16_000;

    private final ModelMetadata model;

    TensorInputs(ModelMetadata model) {
        this.model = model;
    }

    /// The items by name.
    ///
    /// @throws IOException naming the file, or the input, that doesn't fit
    Map<String, List<Tensor>> of(Inputs inputs, long seed) throws IOException {
        try {
            return switch (inputs) {
                case Inputs.Fitting() -> drawn(Map.of(), seed);
                case Inputs.Drawn(Map<String, List<Long>> shapes) -> drawn(shapes, seed);
                case Inputs.FromFiles(List<String> files) -> fromFiles(files);
            };
        } catch (OipException e) {
            throw new IOException("model " + model.name() + ": " + e.getMessage(), e);
        }
    }

    private Map<String, List<Tensor>> drawn(Map<String, List<Long>> shapes, long seed)
            throws OipException {
        for (String name : shapes.keySet()) {
            port(name);
        }
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, List<Tensor>> items = new LinkedHashMap<>();
        long bytes = 0;
        do {
            List<Tensor> tensors = new ArrayList<>();
            for (ModelMetadata.Port port : model.inputs()) {
                Tensor tensor = RandomTensor.of(port, shapes, random);
                bytes += tensor.data().remaining();
                tensors.add(tensor);
            }
            items.put("random " + (items.size() + 1), tensors);
        } while (items.size() < MOST_DRAWN && bytes + bytes / items.size() < DRAWN_BYTES);
        return items;
    }

    /// Files for each input, in the order in which they were given: the first of each make the
    /// first item.
    private Map<String, List<Tensor>> fromFiles(List<String> files) throws IOException {
        Map<String, List<Tensor>> byInput = new LinkedHashMap<>();
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (String file : files) {
            int equals = file.indexOf('=');
            ModelMetadata.Port port;
            if (equals > 0) {
                port = port(file.substring(0, equals));
            } else if (model.inputs().size() == 1) {
                port = model.inputs().getFirst();
            } else {
                throw new OipException(
                        "it has %d inputs (%s): say which one %s is for, as in %s=%s"
                                .formatted(
                                        model.inputs().size(),
                                        inputNames(),
                                        file,
                                        model.inputs().getFirst().name(),
                                        file));
            }
            String path = file.substring(equals + 1);
            byInput.computeIfAbsent(port.name(), _ -> new ArrayList<>())
                    .add(read(Path.of(path), port));
            names.computeIfAbsent(port.name(), _ -> new ArrayList<>()).add(path);
        }
        int count = byInput.values().iterator().next().size();
        for (ModelMetadata.Port port : model.inputs()) {
            int given = byInput.getOrDefault(port.name(), List.of()).size();
            if (given != count) {
                throw new OipException(
                        "each input needs as many files: '%s' has %d, '%s' has %d"
                                .formatted(
                                        byInput.keySet().iterator().next(),
                                        count,
                                        port.name(),
                                        given));
            }
        }
        Map<String, List<Tensor>> items = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            List<Tensor> tensors = new ArrayList<>();
            List<String> parts = new ArrayList<>();
            for (ModelMetadata.Port port : model.inputs()) {
                tensors.add(byInput.getOrDefault(port.name(), List.of()).get(i));
                parts.add(names.getOrDefault(port.name(), List.of()).get(i));
            }
            items.put((i + 1) + " " + String.join(" ", parts), tensors);
        }
        return items;
    }

    private ModelMetadata.Port port(String name) throws OipException {
        return model.inputs().stream()
                .filter(port -> port.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new OipException(
                                        "no input '" + name + "'; its inputs: " + inputNames()));
    }

    private String inputNames() {
        return String.join(", ", model.inputs().stream().map(ModelMetadata.Port::name).toList());
    }

    private static Tensor read(Path file, ModelMetadata.Port port) throws IOException {
        boolean clip = file.toString().toLowerCase(Locale.ROOT).endsWith(".wav");
        Tensor tensor = clip ? waveform(file, port) : NpyFile.read(file, port.name());
        if (tensor.datatype() != RandomTensor.datatype(port)) {
            throw new OipException(
                    "input '%s' is %s, %s is %s"
                            .formatted(port.name(), port.datatype(), file, tensor.datatype()));
        }
        RandomTensor.requireFit(port, tensor.shape(), file.toString());
        return tensor;
    }

    /// A clip at 16 kHz, as long as the input's last size, if that is fixed; sizes before it
    /// are 1.
    private static Tensor waveform(Path file, ModelMetadata.Port port) throws IOException {
        if (RandomTensor.datatype(port) != Datatype.FP32 || port.shape().isEmpty()) {
            throw new OipException(
                    "input '%s' is %s %s, which a clip can't be; %s"
                            .formatted(port.name(), port.datatype(), port.shape(), file));
        }
        long length = port.shape().getLast();
        Clip whole = WavFile.read(file).resampledTo(SAMPLE_RATE);
        float[] samples = (length > 0 ? whole.fitTo((int) length) : whole).samples();
        List<Long> shape = new ArrayList<>();
        for (int i = 1; i < port.shape().size(); i++) {
            shape.add(1L);
        }
        shape.add((long) samples.length);
        ByteBuffer data =
                ByteBuffer.allocate(samples.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(samples);
        return Tensor.of(port.name(), Datatype.FP32, shape, data);
    }
}
