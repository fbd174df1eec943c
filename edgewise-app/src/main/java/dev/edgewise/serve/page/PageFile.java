package dev.edgewise.serve.page;

import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.ContentCoding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// A file of the page, from the class path.
///
/// It is kept as it lies there. The other form, packed or unpacked, is made when a client first
/// needs it, and then kept as well: nobody can make the server do it again and again.
final class PageFile {

    private static final String GZIP = "gzip";
    private static final int SLICE = 1 << 16;

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "mjs", "text/javascript; charset=utf-8",
                    "txt", "text/plain; charset=utf-8",
                    "svg", "image/svg+xml",
                    "wasm", "application/wasm");

    private final String type;
    private final String tag;
    private byte @Nullable [] plain;
    private byte @Nullable [] packed;

    private PageFile(String type, byte[] bytes, boolean isPacked) {
        this.type = type;
        this.tag = "W/\"" + sha256(bytes) + '"';
        if (isPacked) {
            packed = bytes;
        } else {
            plain = bytes;
        }
    }

    /// The file at `path` on the class path, or, where it lies there with the ending `.gz`, what
    /// was packed into that; empty if there is neither.
    static Optional<PageFile> read(String path) throws IOException {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null) {
            return Optional.empty();
        }
        for (boolean packed : new boolean[] {false, true}) {
            try (@Nullable InputStream in =
                    PageFile.class.getResourceAsStream(packed ? path + ".gz" : path)) {
                if (in != null) {
                    return Optional.of(new PageFile(type, in.readAllBytes(), packed));
                }
            }
        }
        return Optional.empty();
    }

    /// Its media type.
    String type() {
        return type;
    }

    /// Its entity tag, for however it is coded.
    String tag() {
        return tag;
    }

    /// The file as an answer, packed if the client reads that.
    ///
    /// @param accepted the request's `Accept-Encoding`
    Answer answer(Optional<String> accepted) throws IOException {
        if (accepted.isPresent() && ContentCoding.accepts(GZIP, accepted.get())) {
            return answer(packed()).with(Map.of("Content-Encoding", GZIP));
        }
        return answer(plain());
    }

    /// The runtime for browsers has 14 MB: as a whole, the server library would copy it for each
    /// client.
    private Answer answer(byte[] bytes) {
        Answer.Writer writer =
                out -> {
                    for (int at = 0; at < bytes.length; at += SLICE) {
                        out.write(bytes, at, Math.min(SLICE, bytes.length - at));
                    }
                };
        return bytes.length <= SLICE
                ? Answer.of(200, type, bytes)
                : new Answer(200, type, new Answer.Streamed(bytes.length, writer), Map.of());
    }

    /// As gzip makes it.
    synchronized byte[] packed() throws IOException {
        byte[] made = packed;
        if (made == null) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(bytes)) {
                out.write(plain());
            }
            made = bytes.toByteArray();
            packed = made;
        }
        return made;
    }

    /// As it is read.
    synchronized byte[] plain() throws IOException {
        byte[] made = plain;
        if (made == null) {
            made = new byte[unpackedSize(packed())];
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed()))) {
                in.readNBytes(made, 0, made.length);
            }
            plain = made;
        }
        return made;
    }

    /// What the last four bytes say (RFC 1952, section 2.3.1).
    private static int unpackedSize(byte[] packed) {
        return ByteBuffer.wrap(packed)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt(packed.length - Integer.BYTES);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
