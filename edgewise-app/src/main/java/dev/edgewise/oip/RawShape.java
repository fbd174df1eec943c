package dev.edgewise.oip;

import java.util.List;

/// The shape of a tensor that came without one, from what the model declares and its size.
final class RawShape {

    private RawShape() {}

    /// `declared` with its open size, if it has one, such that it takes `bytes`.
    static List<Long> of(List<Long> declared, Datatype datatype, long bytes) throws OipException {
        if (open(declared) > 1) {
            throw new OipException(
                    "shape " + declared + " has more than one open size, so it can't be raw");
        }
        long fixed = datatype.size();
        for (long size : declared) {
            if (size >= 0) {
                fixed = fixed * size > Integer.MAX_VALUE ? Integer.MAX_VALUE : fixed * size;
            }
        }
        if (fixed == 0 || bytes % fixed != 0 || (open(declared) == 0 && bytes != fixed)) {
            throw new OipException(
                    "shape "
                            + declared
                            + " of "
                            + datatype
                            + " takes "
                            + (open(declared) == 0 ? "" : "a multiple of ")
                            + fixed
                            + " bytes, got "
                            + bytes);
        }
        long rest = bytes / fixed;
        return declared.stream().map(size -> size < 0 ? rest : size).toList();
    }

    /// `declared` with its open sizes at 1.
    static List<Long> ofOne(List<Long> declared) {
        return declared.stream().map(size -> size < 0 ? 1L : size).toList();
    }

    private static long open(List<Long> declared) {
        return declared.stream().filter(size -> size < 0).count();
    }
}
