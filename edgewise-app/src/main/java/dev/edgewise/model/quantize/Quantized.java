package dev.edgewise.model.quantize;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.edgewise.model.ModelCard;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// An 8-bit model and how it came about.
public final class Quantized {

    private final byte[] bytes;
    private final Map<String, Clipping> clippings;
    private final List<String> kept;
    private final double accuracy;
    private final double divergence;

    Quantized(
            byte[] bytes,
            Map<String, Clipping> clippings,
            Set<String> kept,
            double accuracy,
            double divergence) {
        this.bytes = bytes;
        this.clippings = Map.copyOf(clippings);
        this.kept = List.copyOf(kept);
        this.accuracy = accuracy;
        this.divergence = divergence;
    }

    /// The file. Callers leave it alone.
    public byte[] bytes() {
        return bytes;
    }

    /// The nodes that stayed float32, by the tensors that they make.
    public List<String> kept() {
        return kept;
    }

    /// The share of the clips that was right, in [0, 1].
    public double accuracy() {
        return accuracy;
    }

    /// How far its probabilities are from the float32 model's: the mean over the clips that the
    /// choices were made on of the Kullback-Leibler divergence, in nats.
    public double divergence() {
        return divergence;
    }

    /// How the ranges were clipped: `99.9 % (3 tensors), min/max (1)`, the most frequent first.
    public String clipping() {
        Map<Clipping, Integer> counts = new EnumMap<>(Clipping.class);
        clippings.values().forEach(clipping -> counts.merge(clipping, 1, Integer::sum));
        List<Map.Entry<Clipping, Integer>> entries = new ArrayList<>(counts.entrySet());
        entries.sort((a, b) -> b.getValue() - a.getValue());
        return entries.stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    /// The file with `card` in place of the one it has.
    public byte[] with(ModelCard card) {
        try {
            ModelProto.Builder model = ModelProto.parseFrom(bytes).toBuilder();
            Map<String, String> entries = new LinkedHashMap<>();
            model.getMetadataPropsList().forEach(e -> entries.put(e.getKey(), e.getValue()));
            entries.putAll(card.metadata());
            model.clearMetadataProps();
            entries.forEach(
                    (key, value) ->
                            model.addMetadataProps(
                                    StringStringEntryProto.newBuilder()
                                            .setKey(key)
                                            .setValue(value)));
            return model.build().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an 8-bit model is no ONNX file", e);
        }
    }
}
