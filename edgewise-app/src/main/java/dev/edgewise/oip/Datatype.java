package dev.edgewise.oip;

import java.util.Optional;

/// What a tensor's values are, by the protocol's names. BF16 is Triton's addition.
public enum Datatype {
    BOOL(1),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    FP16(2),
    BF16(2),
    FP32(4),
    FP64(8),
    /// Byte strings of any length, mostly texts in UTF-8.
    BYTES(0);

    private final int size;

    Datatype(int size) {
        this.size = size;
    }

    /// How many bytes a value takes; 0 for byte strings, which are of any length.
    public int size() {
        return size;
    }

    /// Whether values can stand in JSON. Floats of 16 bits can't, as in Triton: they go as binary
    /// data.
    public boolean hasJson() {
        return this != FP16 && this != BF16;
    }

    /// The datatype that the protocol calls `name`; empty if there is none.
    public static Optional<Datatype> of(String name) {
        for (Datatype datatype : values()) {
            if (datatype.name().equals(name)) {
                return Optional.of(datatype);
            }
        }
        return Optional.empty();
    }
}
