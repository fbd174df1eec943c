package dev.edgewise.model.quantize;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.edgewise.model.ModelException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Makes the 8-bit model of a float32 one. Batch norm is folded when it is opened; then
/// [#calibrate] looks at the values on real clips; then [#quantize] writes the model, as often as
/// there are choices to try.
public final class Quantizer {

    /// DequantizeLinear can have a scale a channel since then.
    private static final int OPERATOR_SET = 13;

    /// What our exporter calls the first tensor behind a front end. A power spectrum has too large
    /// a range for 8 bits.
    private static final List<String> FEATURES = List.of("log_mel", "resized");

    private final String source;
    private final ModelProto folded;
    private final String from;

    private Quantizer(String source, ModelProto folded, String from) {
        this.source = source;
        this.folded = folded;
        this.from = from;
    }

    /// A quantizer of the ONNX file in `bytes`.
    ///
    /// @param source what it is called in messages
    /// @param from the tensor behind which whole numbers begin; if empty, the features that a model
    /// of Edgewise's makes first, and in any other model its inputs
    /// @throws ModelException if there is no such tensor, nothing behind it to quantise, or the
    /// model is quantised already
    public static Quantizer of(String source, byte[] bytes, Optional<String> from)
            throws ModelException {
        ModelProto model = parse(source, bytes);
        long operators =
                model.getOpsetImportList().stream()
                        .filter(
                                set ->
                                        set.getDomain().isEmpty()
                                                || set.getDomain().equals("ai.onnx"))
                        .mapToLong(OperatorSetIdProto::getVersion)
                        .max()
                        .orElse(0);
        if (operators < OPERATOR_SET) {
            throw new ModelException(
                    "%s: written for operator set %d; export it for %d or newer"
                            .formatted(source, operators, OPERATOR_SET));
        }
        for (NodeProto node : model.getGraph().getNodeList()) {
            if (node.getOpType().contains("QuantizeLinear")
                    || node.getOpType().contains("DequantizeLinear")
                    || node.getOpType().startsWith("QLinear")
                    || node.getOpType().endsWith("Integer")) {
                throw new ModelException(
                        source + ": is quantised already, it has " + node.getOpType() + " nodes");
            }
        }
        Graph graph = new Graph(model);
        if (from.isPresent() && !graph.has(from.get())) {
            throw new ModelException(source + ": has no tensor '" + from.get() + "'");
        }
        String begin =
                from.orElseGet(() -> FEATURES.stream().filter(graph::has).findFirst().orElse(""));
        Quantizer quantizer = new Quantizer(source, BatchNormFolding.fold(model, begin), begin);
        if (quantizer.path(Set.of()).linear().isEmpty()) {
            throw new ModelException(
                    source
                            + ": nothing to quantise"
                            + (begin.isEmpty() ? "" : " behind tensor '" + begin + "'")
                            + ": no Conv, Gemm or MatMul with constant weights");
        }
        return quantizer;
    }

    private static ModelProto parse(String source, byte[] bytes) throws ModelException {
        try {
            return ModelProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new ModelException(source + ": not an ONNX file");
        }
    }

    /// The tensor behind which whole numbers begin; empty for the inputs.
    public String from() {
        return from;
    }

    /// What can run in whole numbers or be kept in float32, each by the tensor that it makes: the
    /// layers first, in the order in which they run.
    public List<String> choices() {
        return path(Set.of()).choices();
    }

    /// Looks at the values on `waveforms`, each as long as the model takes.
    ///
    /// @param step is run after each clip of two passes
    /// @throws ModelException if the model can't be run on them
    public Calibration calibrate(List<float[]> waveforms, Runnable step) throws ModelException {
        return Calibration.of(source, folded, path(Set.of()).tensors(), waveforms, step);
    }

    /// The tensors whose range can be clipped one way or another.
    public List<String> tensors() {
        IntegerPath path = path(Set.of());
        return path.tensors().stream().map(path::ranged).distinct().toList();
    }

    /// The 8-bit model, as a file.
    ///
    /// @param calibration what [#calibrate] saw
    /// @param clipping how the range of each of the [#tensors()] is clipped
    /// @param kept the [#choices()] that stay float32
    public byte[] quantize(
            Calibration calibration, Function<String, Clipping> clipping, Set<String> kept) {
        return QdqGraph.write(
                        folded,
                        path(kept),
                        tensor -> calibration.range(tensor, clipping.apply(tensor)))
                .toByteArray();
    }

    private IntegerPath path(Set<String> kept) {
        return IntegerPath.of(new Graph(folded), from, kept);
    }
}
