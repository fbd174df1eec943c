package dev.edgewise.serve.http;

import dev.edgewise.telemetry.Served;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.socket.SocketContext;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.regex.Pattern;

/// What telemetry is told of a request's head: what was asked, and who asked whom.
public record Asked(Served.Call call, Served.Peers peers) {

    private static final Pattern TOKEN = Pattern.compile("access_token=[^&]*");
    private static final HeaderName TRACEPARENT = HeaderNames.create("traceparent");
    private static final HeaderName TRACESTATE = HeaderNames.create("tracestate");

    public static Asked of(ServerRequest request) {
        return new Asked(
                call(request.prologue(), request.headers()),
                peers(
                        request.prologue(),
                        request.isSecure(),
                        request.localPeer(),
                        request.remotePeer()));
    }

    /// Of a request that becomes something else than one of HTTP's.
    public static Asked of(HttpPrologue prologue, Headers headers, SocketContext socket) {
        return new Asked(
                call(prologue, headers),
                peers(prologue, socket.isSecure(), socket.localPeer(), socket.remotePeer()));
    }

    private static Served.Call call(HttpPrologue prologue, Headers headers) {
        return new Served.Call(
                prologue.method().text(),
                Target.path(prologue.uriPath().rawPath()),
                withoutToken(prologue.query().rawValue()),
                header(headers, HeaderNames.USER_AGENT),
                header(headers, TRACEPARENT),
                header(headers, TRACESTATE));
    }

    /// A token is nobody's business who reads logs or traces.
    private static String withoutToken(String query) {
        return query.contains("access_token")
                ? TOKEN.matcher(query).replaceAll("access_token=-")
                : query;
    }

    private static Served.Peers peers(
            HttpPrologue prologue, boolean secure, PeerInfo local, PeerInfo remote) {
        return new Served.Peers(
                secure ? "https" : "http",
                prologue.protocolVersion(),
                local.host(),
                local.port(),
                address(remote.address()));
    }

    private static String address(SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress()
                : String.valueOf(address);
    }

    private static String header(Headers headers, HeaderName name) {
        return headers.first(name).orElse("");
    }
}
