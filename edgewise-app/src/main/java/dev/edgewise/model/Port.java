package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// An input or output of a model, as its file declares it.
///
/// @param name of the tensor
/// @param type in words: `float32`, or `sequence(map(int64, float32))` for what is no tensor
/// @param element of the tensor; empty for what is no tensor, or has a type that isn't known here
/// @param dimensions sizes, names where the caller chooses, or `?`; empty where the file says
/// nothing, not even how many there are
public record Port(
        String name,
        String type,
        Optional<ElementType> element,
        Optional<List<String>> dimensions) {

    public Port {
        dimensions = dimensions.map(List::copyOf);
    }

    static Port of(ValueInfoProto value) {
        TypeProto type = value.getType();
        if (!type.hasTensorType()) {
            return new Port(value.getName(), words(type), Optional.empty(), Optional.empty());
        }
        TypeProto.Tensor tensor = type.getTensorType();
        return new Port(
                value.getName(),
                words(type),
                ElementType.of(tensor.getElemType()),
                tensor.hasShape()
                        ? Optional.of(
                                tensor.getShape().getDimList().stream()
                                        .map(Port::dimension)
                                        .toList())
                        : Optional.empty());
    }

    /// Its type and shape: `float32 [N, 16000]`.
    public String typeAndShape() {
        return dimensions
                .map(sizes -> type + " [" + String.join(", ", sizes) + "]")
                .orElse(element.isPresent() ? type + " of any shape" : type);
    }

    private static String dimension(TensorShapeProto.Dimension dimension) {
        return switch (dimension.getValueCase()) {
            case DIM_VALUE -> dimension.getDimValue() < 0 ? "?" : "" + dimension.getDimValue();
            case DIM_PARAM -> dimension.getDimParam().isEmpty() ? "?" : dimension.getDimParam();
            case VALUE_NOT_SET -> "?";
        };
    }

    /// Whether a dimension, as [#dimensions] has it, is a size.
    public static boolean isSize(String dimension) {
        return !dimension.isEmpty() && dimension.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String words(TypeProto type) {
        return switch (type.getValueCase()) {
            case TENSOR_TYPE -> element(type.getTensorType().getElemType());
            case SPARSE_TENSOR_TYPE ->
                    "sparse(" + element(type.getSparseTensorType().getElemType()) + ")";
            case SEQUENCE_TYPE -> "sequence(" + words(type.getSequenceType().getElemType()) + ")";
            case OPTIONAL_TYPE -> "optional(" + words(type.getOptionalType().getElemType()) + ")";
            case MAP_TYPE ->
                    "map("
                            + element(type.getMapType().getKeyType())
                            + ", "
                            + words(type.getMapType().getValueType())
                            + ")";
            case OPAQUE_TYPE -> "opaque";
            case VALUE_NOT_SET -> "a type that isn't declared";
        };
    }

    private static String element(int number) {
        return ElementType.of(number).map(ElementType::label).orElse("type " + number);
    }

    /// The shape, written as everywhere: `[1, 16000]`.
    static String shape(List<Long> sizes) {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }
}
