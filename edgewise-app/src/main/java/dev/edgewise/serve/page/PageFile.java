package dev.edgewise.serve.page;

import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.ContentCoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// A file of the page, from the class path.
///
/// Immutable; its bytes are read once.
final class PageFile {

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
    private final byte[] bytes;
    private final boolean packed;
    private final String tag;

    private PageFile(String type, byte[] bytes, boolean packed) {
        this.type = type;
        this.bytes = bytes;
        this.packed = packed;
        this.tag = "W/\"" + sha256(bytes) + '"';
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

    /// Its entity tag, for however it is coded.
    String tag() {
        return tag;
    }

    /// The file as an answer, as small as the client can read it.
    Answer answer(Optional<String> acceptEncoding) throws IOException {
        if (!packed) {
            return ContentCoding.coded(Answer.of(200, type, bytes), acceptEncoding);
        }
        if (acceptEncoding.filter(accepted -> accepted.contains("gzip")).isPresent()) {
            return Answer.of(200, type, bytes)
                    .with(Map.of("Content-Encoding", "gzip", "Vary", "Accept-Encoding"));
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return Answer.of(200, type, in.readAllBytes()).with(Map.of("Vary", "Accept-Encoding"));
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
