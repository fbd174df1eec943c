package dev.edgewise.serve;

import dev.edgewise.engine.Refusal;
import dev.edgewise.serve.http.Exchange;
import dev.edgewise.telemetry.Served;
import dev.edgewise.telemetry.Telemetry;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Clock;
import java.util.Locale;
import java.util.regex.Pattern;

/// Tells telemetry of the requests that came in at the front door.
final class Observer {

    /// The status of a request whose client went away, as logs elsewhere have it; nobody is sent
    /// it.
    static final int CLIENT_GONE = 499;

    private static final Pattern TOKEN = Pattern.compile("access_token=[^&]*");
    private static final HeaderName TRACEPARENT = HeaderNames.create("traceparent");
    private static final HeaderName TRACESTATE = HeaderNames.create("tracestate");

    private final Telemetry telemetry;
    private final Clock clock;

    Observer(Telemetry telemetry, Clock clock) {
        this.telemetry = telemetry;
        this.clock = clock;
    }

    /// A request was refused by a queue, and not worked on.
    void refused(Refusal refusal) {
        telemetry.refused(refusal.reason().name().toLowerCase(Locale.ROOT));
    }

    /// A request is over.
    ///
    /// @param bytes the length of its answer's body
    void over(ServerRequest request, Exchange exchange, int status, long bytes) {
        telemetry.served(
                new Served(
                        call(request),
                        peers(request),
                        exchange.route(),
                        status,
                        exchange.bytesIn(),
                        bytes,
                        exchange.phases(),
                        System.nanoTime(),
                        clock.instant(),
                        exchange.model()));
    }

    private static Served.Call call(ServerRequest request) {
        return new Served.Call(
                request.prologue().method().text(),
                request.prologue().uriPath().rawPath(),
                withoutToken(request.prologue().query().rawValue()),
                header(request, HeaderNames.USER_AGENT),
                header(request, TRACEPARENT),
                header(request, TRACESTATE));
    }

    /// A token is nobody's business who reads logs or traces.
    private static String withoutToken(String query) {
        return query.contains("access_token")
                ? TOKEN.matcher(query).replaceAll("access_token=-")
                : query;
    }

    private static Served.Peers peers(ServerRequest request) {
        return new Served.Peers(
                request.isSecure() ? "https" : "http",
                request.prologue().protocolVersion(),
                request.localPeer().host(),
                request.localPeer().port(),
                address(request.remotePeer().address()));
    }

    private static String address(SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress()
                : String.valueOf(address);
    }

    private static String header(ServerRequest request, HeaderName name) {
        return request.headers().first(name).orElse("");
    }
}
