package dev.edgewise.serve.guard;

import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncoder;
import io.helidon.http.encoding.ContentEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/// The codings in which a request's body may come (RFC 9110, section 8.4.1). The server library
/// only lets them pass: who reads a body decodes it, and counts what comes out.
public final class BodyCoding implements ContentEncoding {

    private static final Set<String> NAMES = Set.of("gzip", "x-gzip", "deflate", "identity");

    /// The names, as a message gives them.
    public static final String KNOWN = "gzip, deflate or identity";

    /// Whether `coding` changes the body.
    public static boolean changes(String coding) {
        return !coding.toLowerCase(Locale.ROOT).equals("identity");
    }

    /// `body` decoded, by what takes memory until it is closed.
    ///
    /// @throws IOException if it doesn't begin as `coding` does
    public static InputStream decoded(String coding, InputStream body) throws IOException {
        return switch (coding.toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> new GZIPInputStream(body);
            case "deflate" -> new InflaterInputStream(body);
            default -> body;
        };
    }

    @Override
    public Set<String> ids() {
        return NAMES;
    }

    @Override
    public boolean supportsEncoding() {
        return false;
    }

    @Override
    public boolean supportsDecoding() {
        return true;
    }

    @Override
    public ContentDecoder decoder() {
        return ContentDecoder.NO_OP;
    }

    @Override
    public ContentEncoder encoder() {
        return ContentEncoder.NO_OP;
    }

    @Override
    public String name() {
        return "request-bodies";
    }

    @Override
    public String type() {
        return "request-bodies";
    }
}
