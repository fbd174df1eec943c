package dev.edgewise.model;

import java.util.Optional;

/// What a tensor's values are. The numbers are ONNX's (`TensorProto.DataType`):
/// <https://github.com/onnx/onnx/blob/main/onnx/onnx.proto>.
public enum ElementType {
    FLOAT32(1, "float32", 32),
    UINT8(2, "uint8", 8),
    INT8(3, "int8", 8),
    UINT16(4, "uint16", 16),
    INT16(5, "int16", 16),
    INT32(6, "int32", 32),
    INT64(7, "int64", 64),
    /// Texts of any length: a tensor of them has no fixed size.
    STRING(8, "string", 0),
    BOOL(9, "bool", 8),
    FLOAT16(10, "float16", 16),
    FLOAT64(11, "float64", 64),
    UINT32(12, "uint32", 32),
    UINT64(13, "uint64", 64),
    COMPLEX64(14, "complex64", 64),
    COMPLEX128(15, "complex128", 128),
    BFLOAT16(16, "bfloat16", 16),
    FLOAT8E4M3FN(17, "float8e4m3fn", 8),
    FLOAT8E4M3FNUZ(18, "float8e4m3fnuz", 8),
    FLOAT8E5M2(19, "float8e5m2", 8),
    FLOAT8E5M2FNUZ(20, "float8e5m2fnuz", 8),
    UINT4(21, "uint4", 4),
    INT4(22, "int4", 4),
    FLOAT4E2M1(23, "float4e2m1", 4),
    FLOAT8E8M0(24, "float8e8m0", 8),
    UINT2(25, "uint2", 2),
    INT2(26, "int2", 2);

    private final int number;
    private final String label;
    private final int bits;

    ElementType(int number, String label, int bits) {
        this.number = number;
        this.label = label;
        this.bits = bits;
    }

    /// The type that ONNX gives this number; empty for one that came after ONNX 1.20.
    static Optional<ElementType> of(int number) {
        for (ElementType type : values()) {
            if (type.number == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    int number() {
        return number;
    }

    /// How it is called in NumPy: `float32`.
    public String label() {
        return label;
    }

    /// How many bytes `count` values take; two values of four bits share one. 0 for texts.
    public long bytes(long count) {
        return (Math.multiplyExact(count, (long) bits) + 7) / 8;
    }

    /// Whether its values are floating-point numbers.
    public boolean isFloat() {
        return label.startsWith("float") || this == BFLOAT16;
    }
}
