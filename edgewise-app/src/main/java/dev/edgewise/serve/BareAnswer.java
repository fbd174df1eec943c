package dev.edgewise.serve;

import dev.edgewise.engine.Phases;
import dev.edgewise.serve.http.TimingHeader;
import io.helidon.http.Status;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// An error as the bytes of a whole HTTP/1.1 answer, after which the connection ends: for where the
/// server library has no answer to fill.
final class BareAnswer {

    private BareAnswer() {}

    /// @param nanos how long ago the request began
    /// @param headers those that go out besides the usual ones
    static byte[] of(
            String path, int status, String detail, long nanos, Map<String, String> headers) {
        byte[] body = Errors.body(path, status, detail);
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ").append(status).append(' ');
        head.append(Status.create(status).reasonPhrase()).append("\r\n");
        line(head, "Content-Type", Errors.contentType(path));
        line(head, "Content-Length", Integer.toString(body.length));
        line(head, "Connection", "close");
        line(head, "Server-Timing", TimingHeader.of(new Phases(System.nanoTime() - nanos)));
        headers.forEach((name, value) -> line(head, name, value));
        head.append("\r\n").append(new String(body, StandardCharsets.ISO_8859_1));
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
