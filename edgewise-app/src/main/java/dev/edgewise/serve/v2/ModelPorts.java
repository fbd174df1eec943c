package dev.edgewise.serve.v2;

import dev.edgewise.engine.ServedModel;
import dev.edgewise.model.ElementType;
import dev.edgewise.model.Port;
import dev.edgewise.oip.Datatype;
import dev.edgewise.oip.ModelMetadata;
import java.util.List;
import java.util.Optional;

/// A model's inputs and outputs in the words of the Open Inference Protocol.
final class ModelPorts {

    private static final long ANY = -1;

    private ModelPorts() {}

    /// @param versions those that can be asked
    static ModelMetadata metadata(ServedModel model, List<String> versions) {
        return new ModelMetadata(
                model.name(),
                versions,
                "onnxruntime_onnx",
                model.inputs().stream().map(ModelPorts::port).toList(),
                model.outputs().stream().map(ModelPorts::port).toList());
    }

    private static ModelMetadata.Port port(Port port) {
        return new ModelMetadata.Port(
                port.name(), datatype(port).map(Datatype::name).orElse(port.type()), shape(port));
    }

    /// Its sizes, -1 where the caller chooses; [-1] where the file doesn't even say how many.
    static List<Long> shape(Port port) {
        return port.dimensions()
                .map(sizes -> sizes.stream().map(ModelPorts::size).toList())
                .orElse(List.of(ANY));
    }

    private static long size(String dimension) {
        return isOpen(dimension) ? ANY : Long.parseLong(dimension);
    }

    static boolean isOpen(String dimension) {
        return dimension.isEmpty() || !dimension.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// Whether an open size has a name, which stands for the same size wherever it stands.
    static boolean isNamed(String dimension) {
        return isOpen(dimension) && !dimension.equals("?");
    }

    /// Whether the first size of all tensors that go in and come out counts what is asked at once.
    static boolean isBatched(ServedModel model) {
        return isBatched(model.inputs())
                && isBatched(
                        model.outputs().stream()
                                .filter(port -> port.element().isPresent())
                                .toList());
    }

    private static boolean isBatched(List<Port> ports) {
        return ports.stream()
                .allMatch(
                        port ->
                                port.dimensions()
                                        .filter(sizes -> !sizes.isEmpty())
                                        .filter(sizes -> isOpen(sizes.getFirst()))
                                        .isPresent());
    }

    /// What the protocol calls the values; empty for what is no tensor, and for the types that it
    /// has no name for.
    static Optional<Datatype> datatype(Port port) {
        return port.element().flatMap(ModelPorts::datatype);
    }

    static Optional<Datatype> datatype(ElementType type) {
        return switch (type) {
            case FLOAT32 -> Optional.of(Datatype.FP32);
            case UINT8 -> Optional.of(Datatype.UINT8);
            case INT8 -> Optional.of(Datatype.INT8);
            case UINT16 -> Optional.of(Datatype.UINT16);
            case INT16 -> Optional.of(Datatype.INT16);
            case INT32 -> Optional.of(Datatype.INT32);
            case INT64 -> Optional.of(Datatype.INT64);
            case STRING -> Optional.of(Datatype.BYTES);
            case BOOL -> Optional.of(Datatype.BOOL);
            case FLOAT16 -> Optional.of(Datatype.FP16);
            case FLOAT64 -> Optional.of(Datatype.FP64);
            case UINT32 -> Optional.of(Datatype.UINT32);
            case UINT64 -> Optional.of(Datatype.UINT64);
            case BFLOAT16 -> Optional.of(Datatype.BF16);
            case COMPLEX64,
                    COMPLEX128,
                    FLOAT8E4M3FN,
                    FLOAT8E4M3FNUZ,
                    FLOAT8E5M2,
                    FLOAT8E5M2FNUZ,
                    UINT4,
                    INT4,
                    FLOAT4E2M1,
                    FLOAT8E8M0,
                    UINT2,
                    INT2 ->
                    Optional.empty();
        };
    }
}
