package dev.edgewise.remote;

import dev.edgewise.oip.Datatype;
import dev.edgewise.oip.OipException;
import dev.edgewise.oip.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads an array as NumPy saves it: `.npy`, versions 1 to 3, little-endian numbers and truth
/// values in C order
/// (<https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>).
final class NpyFile {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final long LARGEST = 256 << 20;
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");

    private static final Map<String, Datatype> TYPES =
            Map.ofEntries(
                    Map.entry("|b1", Datatype.BOOL),
                    Map.entry("|i1", Datatype.INT8),
                    Map.entry("|u1", Datatype.UINT8),
                    Map.entry("<i2", Datatype.INT16),
                    Map.entry("<u2", Datatype.UINT16),
                    Map.entry("<i4", Datatype.INT32),
                    Map.entry("<u4", Datatype.UINT32),
                    Map.entry("<i8", Datatype.INT64),
                    Map.entry("<u8", Datatype.UINT64),
                    Map.entry("<f2", Datatype.FP16),
                    Map.entry("<f4", Datatype.FP32),
                    Map.entry("<f8", Datatype.FP64));

    private NpyFile() {}

    /// The array in `file` as a tensor.
    ///
    /// @param name the tensor's
    /// @throws IOException naming the file if it can't be read or is no such array
    static Tensor read(Path file, String name) throws IOException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException(file + ": is larger than 256 MiB");
            }
            return parse(file, name, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        } catch (OipException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    static Tensor parse(Path file, String name, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[MAGIC.length];
        int versionAndLength = 6;
        if (bytes.remaining() < magic.length + versionAndLength) {
            throw new IOException(file + ": is no .npy file, it is too short");
        }
        bytes.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new IOException(file + ": is no .npy file, it doesn't begin like one");
        }
        int version = bytes.get();
        bytes.get();
        long length = version == 1 ? Short.toUnsignedInt(bytes.getShort()) : bytes.getInt();
        if (version < 1 || version > 3 || length < 0 || length > bytes.remaining()) {
            throw new IOException(file + ": its head is of no known version, or cut off");
        }
        byte[] head = new byte[(int) length];
        bytes.get(head);
        String text = new String(head, StandardCharsets.UTF_8);
        String descr = found(file, DESCR, text, "descr");
        Datatype datatype = TYPES.get(descr);
        if (datatype == null) {
            throw new IOException(
                    file
                            + ": its values are '"
                            + descr
                            + "', expected little-endian numbers or truth values such as <f4");
        }
        if (found(file, ORDER, text, "fortran_order").equals("True")) {
            throw new IOException(file + ": is in Fortran order, expected C order");
        }
        return Tensor.of(name, datatype, shape(file, found(file, SHAPE, text, "shape")), bytes);
    }

    private static String found(Path file, Pattern pattern, String head, String what)
            throws IOException {
        Matcher matcher = pattern.matcher(head);
        if (!matcher.find()) {
            throw new IOException(file + ": its head has no " + what);
        }
        return matcher.group(1);
    }

    private static List<Long> shape(Path file, String text) throws IOException {
        List<Long> shape = new ArrayList<>();
        try {
            for (String size : text.split(",", -1)) {
                if (!size.isBlank()) {
                    shape.add(Long.valueOf(size.strip()));
                }
            }
        } catch (NumberFormatException e) {
            throw new IOException(file + ": its shape is (" + text + ")", e);
        }
        return shape;
    }
}
