package dev.edgewise.serve.guard;

import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.DirectTransportRequest;
import io.helidon.webserver.http1.Http1ConnectionListener;

/// Hears of each request's head when it has come, tells the connection's [Watched] so, and refuses
/// those with too many headers. It passes on what it hears: of several listeners, the server
/// library tells none.
public final class HeadWatch implements Http1ConnectionListener {

    /// More than any client sends.
    public static final int MOST_HEADERS = 100;

    /// What a head that is too large is refused with; the server library doesn't know its words.
    public static final Status TOO_LARGE = Status.create(431, "Request Header Fields Too Large");

    private final Http1ConnectionListener next;

    public HeadWatch(Http1ConnectionListener next) {
        this.next = next;
    }

    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
        next.prologue(context, prologue);
        if (context instanceof WatchedContext known) {
            known.watched().asked(prologue.uriPath().rawPath(), length(prologue));
        }
    }

    private static int length(HttpPrologue prologue) {
        int query = prologue.query().rawValue().length();
        return prologue.method().text().length()
                + prologue.uriPath().rawPath().length()
                + (query == 0 ? 0 : 1 + query)
                + "  HTTP/1.1\r\n".length();
    }

    /// How many bytes `headers` take, with the line that ends them.
    private static int length(Headers headers) {
        int bytes = 2;
        for (Header header : headers) {
            for (String value : header.allValues()) {
                bytes += header.name().length() + value.length() + ": \r\n".length();
            }
        }
        return bytes;
    }

    /// What a head that is too large, in one way or another, is refused with.
    static RequestException tooLarge(String path, String message) {
        return RequestException.builder()
                .type(DirectHandler.EventType.BAD_REQUEST)
                .request(DirectTransportRequest.create("HTTP/1.1", "", path))
                .status(TOO_LARGE)
                .message(message)
                .safeMessage(true)
                .build();
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
        next.headers(context, headers);
        if (headers.size() > MOST_HEADERS) {
            String path = context instanceof WatchedContext known ? known.watched().path() : "";
            throw tooLarge(path, "the request has more than " + MOST_HEADERS + " headers");
        }
        if (context instanceof WatchedContext known) {
            if (known.watched().mayBeTooLarge()) {
                known.watched().checkHead(length(headers));
            }
            if (headers.contains(HeaderNames.UPGRADE)
                    && !headers.contains(HeaderNames.CONTENT_LENGTH)
                    && !headers.contains(HeaderNames.TRANSFER_ENCODING)) {
                known.watched().streams();
            } else {
                known.watched().headCame();
            }
        }
    }
}
