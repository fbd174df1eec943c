package dev.edgewise.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/// What goes back to a client: a status, headers, and a body that is at hand or made on the way.
record Answer(int status, String contentType, Body body, Map<String, String> headers) {

    static final String JSON = "application/json";
    static final String BYTES = "application/octet-stream";
    static final String WAV = "audio/wav";

    /// A body of known length.
    sealed interface Body {}

    /// A body that is at hand. Not a record: those hold no arrays.
    static final class Whole implements Body {

        private final byte[] bytes;

        private Whole(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /// A body that is made while it is sent.
    record Streamed(long length, Writer writer) implements Body {}

    /// Writes a body.
    @FunctionalInterface
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    Answer {
        headers = Map.copyOf(headers);
    }

    /// An answer whose body is `bytes`, which the caller leaves alone from now on.
    static Answer of(int status, String contentType, byte[] bytes) {
        return new Answer(status, contentType, new Whole(bytes), Map.of());
    }

    static Answer json(byte[] bytes) {
        return of(200, JSON, bytes);
    }

    /// How long its body is.
    long length() {
        return switch (body) {
            case Whole whole -> whole.bytes.length;
            case Streamed streamed -> streamed.length;
        };
    }

    Answer with(Map<String, String> more) {
        return new Answer(status, contentType, body, more);
    }
}
