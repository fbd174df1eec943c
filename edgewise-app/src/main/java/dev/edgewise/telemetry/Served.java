package dev.edgewise.telemetry;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Phases;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// One request that was answered, or whose client went away before; or a stream that has ended.
///
/// @param call what was asked
/// @param peers who asked whom
/// @param route the pattern of its path, of which a server has a few; empty if nothing is there
/// @param status of the answer
/// @param bytesIn the length of the body that came
/// @param bytesOut the length of the body that was sent
/// @param phases the parts of its time, all ended; a stream's are sums over its windows
/// @param endNanos when it was over, on the clock of its phases
/// @param ended the same moment, as the calendar tells
/// @param model what was asked of, if a model was
public record Served(
        Call call,
        Peers peers,
        Optional<String> route,
        int status,
        long bytesIn,
        long bytesOut,
        Phases phases,
        long endNanos,
        Instant ended,
        Optional<Catalog.Entry> model) {

    private static final int SWITCHING = 101;
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT");

    /// What was asked. What is longer than [#LONGEST] is cut there: it waits to be written, with
    /// that of many others, and clients choose how long it is.
    ///
    /// @param method of HTTP
    /// @param path as it was sent
    /// @param query as it was sent, without its `?`; may be empty
    /// @param userAgent what the client calls itself; may be empty
    /// @param traceparent of W3C Trace Context; may be empty, and is if it's too long
    /// @param tracestate of W3C Trace Context; may be empty, and is if it's too long
    public record Call(
            String method,
            String path,
            String query,
            String userAgent,
            String traceparent,
            String tracestate) {

        /// In characters.
        static final int LONGEST = 512;

        public Call {
            method = cut(method);
            path = cut(path);
            query = cut(query);
            userAgent = cut(userAgent);
            // A part of these would be something else.
            traceparent = traceparent.length() > LONGEST ? "" : traceparent;
            tracestate = tracestate.length() > LONGEST ? "" : tracestate;
        }

        private static String cut(String text) {
            return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        }
    }

    /// Who asked whom.
    ///
    /// @param scheme `http` or `https`
    /// @param protocol the version of HTTP, `1.1` or `2`
    /// @param server the name or address that was asked for
    /// @param port the server's
    /// @param client the client's address
    public record Peers(String scheme, String protocol, String server, int port, String client) {}

    /// The method, if it is one of HTTP's own; otherwise `_OTHER`, so that nobody makes up names.
    String method() {
        return METHODS.contains(call.method()) ? call.method() : "_OTHER";
    }

    /// Whether it became a stream. Its phases tell how long each took in all, and not when.
    boolean isStream() {
        return status == SWITCHING;
    }

    /// How long it took, until the answer was sent.
    long nanos() {
        return endNanos - phases.startNanos();
    }
}
