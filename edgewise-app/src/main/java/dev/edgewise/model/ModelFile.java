package dev.edgewise.model;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// The ONNX file that a model was loaded from. Immutable.
public final class ModelFile {

    private final byte[] bytes;
    private volatile @Nullable String sha256;

    /// A file that keeps `bytes` itself.
    ModelFile(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Its length in bytes.
    public int size() {
        return bytes.length;
    }

    /// Its SHA-256, in hexadecimal; found when it is first asked for.
    public String sha256() {
        String known = sha256;
        if (known == null) {
            known = OnnxFile.sha256(bytes);
            sha256 = known;
        }
        return known;
    }

    /// Writes it.
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }
}
