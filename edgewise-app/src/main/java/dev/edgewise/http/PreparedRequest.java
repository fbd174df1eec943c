package dev.edgewise.http;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;

/// A request whose bytes are made once and sent many times, over any number of connections to
/// the same server. Immutable.
///
/// A [#numbered] one holds [#NUMBER] in its body, and each sending puts a number of its own
/// there: an id, by which an answer can be told from another request's.
public final class PreparedRequest {

    /// What a number stands for in a body, at its first place: as many digits as it has.
    public static final String NUMBER = "000000000000";

    private static final long NUMBERS = 1_000_000_000_000L;

    private final String address;
    private final ByteBuffer front;
    private final ByteBuffer rest;
    private final int bodyLength;

    private PreparedRequest(String address, ByteBuffer front, ByteBuffer rest, int bodyLength) {
        this.address = address;
        this.front = front;
        this.rest = rest;
        this.bodyLength = bodyLength;
    }

    /// The request to `server` for `path`; its bytes are always the same.
    ///
    /// @param server the base address, as a connection has it
    /// @param path what follows it, encoded, from its slash on
    /// @param headers besides `Host` and `Content-Length`
    /// @throws IllegalArgumentException if `server` is no address of a server
    public static PreparedRequest of(
            URI server, String method, String path, Map<String, String> headers, byte[] body) {
        return made(server, method, path, headers, body, OptionalInt.empty());
    }

    /// The same with a number in its body.
    ///
    /// @throws IllegalArgumentException if the body has no place for it
    public static PreparedRequest numbered(
            URI server, String method, String path, Map<String, String> headers, byte[] body) {
        int place = new String(body, StandardCharsets.ISO_8859_1).indexOf(NUMBER);
        if (place < 0) {
            throw new IllegalArgumentException("the body has no " + NUMBER + " in it");
        }
        return made(server, method, path, headers, body, OptionalInt.of(place));
    }

    private static PreparedRequest made(
            URI server,
            String method,
            String path,
            Map<String, String> headers,
            byte[] body,
            OptionalInt number) {
        ServerAddress address = ServerAddress.parse(server.toString());
        byte[] start = head(address, method, path, headers, body.length);
        ByteBuffer whole = ByteBuffer.allocateDirect(start.length + body.length);
        whole.put(start).put(body).flip();
        int cut = number.isPresent() ? start.length + number.getAsInt() + NUMBER.length() : 0;
        return new PreparedRequest(
                address + path,
                whole.slice(0, cut).asReadOnlyBuffer(),
                whole.slice(cut, whole.limit() - cut).asReadOnlyBuffer(),
                body.length);
    }

    /// The head of a request.
    ///
    /// @param length of the body, in bytes
    static byte[] head(
            ServerAddress server,
            String method,
            String path,
            Map<String, String> headers,
            int length) {
        StringBuilder head = new StringBuilder(256);
        head.append(method).append(' ').append(server.uri().getRawPath()).append(path);
        head.append(" HTTP/1.1\r\nHost: ").append(server.uri().getRawAuthority()).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (length > 0 || method.equals("POST") || method.equals("PUT")) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /// The number that the sending called `number` puts into the body: its last twelve digits.
    public static String written(long number) {
        String digits = Long.toString(Math.floorMod(number, NUMBERS));
        return NUMBER.substring(digits.length()) + digits;
    }

    /// Where it goes.
    public String address() {
        return address;
    }

    /// Number of bytes, the head's too.
    public int length() {
        return front.remaining() + rest.remaining();
    }

    /// Number of bytes of the body.
    public int bodyLength() {
        return bodyLength;
    }

    /// The bytes of the sending called `number`, in one or two parts.
    ByteBuffer[] bytes(long number) {
        if (!front.hasRemaining()) {
            return new ByteBuffer[] {rest.duplicate()};
        }
        ByteBuffer own = ByteBuffer.allocate(front.remaining());
        own.put(front.duplicate());
        own.put(
                own.position() - NUMBER.length(),
                written(number).getBytes(StandardCharsets.ISO_8859_1));
        return new ByteBuffer[] {own.flip(), rest.duplicate()};
    }
}
