package dev.edgewise.serve.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/// What goes back to a client: a status, headers, and a body that is at hand or made on the way.
public record Answer(int status, String contentType, Body body, Map<String, String> headers) {

    public static final String JSON = "application/json";

    /// Problem details (RFC 9457).
    public static final String PROBLEM = "application/problem+json";

    public static final String BYTES = "application/octet-stream";
    public static final String WAV = "audio/wav";
    public static final String TAR = "application/x-tar";

    /// A body of known length.
    public sealed interface Body {}

    /// A body that is at hand. Not a record: those hold no arrays.
    public static final class Whole implements Body {

        private final byte[] bytes;

        private Whole(byte[] bytes) {
            this.bytes = bytes;
        }

        public byte[] bytes() {
            return bytes;
        }
    }

    /// A body that is made while it is sent.
    public record Streamed(long length, Writer writer) implements Body {}

    /// Writes a body, once at most; closed in any case.
    @FunctionalInterface
    public interface Writer extends Closeable {
        void writeTo(OutputStream out) throws IOException;

        @Override
        default void close() throws IOException {
            // Most hold nothing open.
        }
    }

    public Answer {
        headers = Map.copyOf(headers);
    }

    /// An answer whose body is `bytes`, which the caller leaves alone from now on.
    public static Answer of(int status, String contentType, byte[] bytes) {
        return new Answer(status, contentType, new Whole(bytes), Map.of());
    }

    public static Answer json(byte[] bytes) {
        return of(200, JSON, bytes);
    }

    /// How long its body is.
    public long length() {
        return switch (body) {
            case Whole whole -> whole.bytes.length;
            case Streamed streamed -> streamed.length;
        };
    }

    /// This answer with more headers; they replace those of the same names.
    public Answer with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Answer(status, contentType, body, all);
    }
}
