package dev.edgewise.oip;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/// The body of an inference request or response: a JSON object and, after it, binary data. How long
/// the object is stands in the header [#HEADER]; without one, the body is all JSON.
public final class Payload {

    /// The HTTP header that tells the length of the JSON object, in bytes.
    public static final String HEADER = "Inference-Header-Content-Length";

    private final byte[] body;
    private final OptionalInt headerLength;

    private Payload(byte[] body, OptionalInt headerLength) {
        this.body = body;
        this.headerLength = headerLength;
    }

    static Payload json(byte[] body) {
        return new Payload(body, OptionalInt.empty());
    }

    static Payload framed(byte[] body, int headerLength) {
        return new Payload(body, OptionalInt.of(headerLength));
    }

    /// A body as it came.
    ///
    /// @param body the caller leaves it alone from now on
    /// @param header what [#HEADER] said, if it was there
    /// @throws OipException if the header isn't a number, or is beyond the body
    public static Payload of(byte[] body, Optional<String> header) throws OipException {
        if (header.isEmpty()) {
            return json(body);
        }
        String text = header.get().strip();
        int length;
        try {
            length = Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new OipException(HEADER + ": a number of bytes is needed, got '" + text + "'", e);
        }
        if (length < 0 || length > body.length) {
            throw new OipException(
                    HEADER + ": " + text + " is beyond the body, which has " + body.length);
        }
        return framed(body, length);
    }

    /// The whole body, which nobody changes.
    public byte[] body() {
        return body;
    }

    /// The length of the JSON object, if binary data may follow it.
    public OptionalInt headerLength() {
        return headerLength;
    }

    /// Whether there is no JSON object: the body is the data of the only input.
    public boolean isRaw() {
        return headerLength.isPresent() && headerLength.getAsInt() == 0;
    }

    /// Whether something in the JSON object may be called `name`: it stands there in quotes, or
    /// there are characters that are escaped. That is much sooner found out than what the
    /// object holds.
    boolean mayHave(String name) {
        byte[] quoted = ('"' + name + '"').getBytes(StandardCharsets.UTF_8);
        int length = jsonLength();
        for (int i = 0; i < length; i++) {
            byte b = body[i];
            if (b == '\\') {
                return true;
            }
            if (b == '"'
                    && i + quoted.length <= length
                    && Arrays.equals(body, i, i + quoted.length, quoted, 0, quoted.length)) {
                return true;
            }
        }
        return false;
    }

    int jsonLength() {
        return headerLength.orElse(body.length);
    }

    /// What follows the JSON object.
    ByteBuffer binary() {
        return ByteBuffer.wrap(body, jsonLength(), body.length - jsonLength());
    }
}
