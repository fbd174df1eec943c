package dev.edgewise.serve.http;

import dev.edgewise.serve.guard.Tokens;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Who may ask: everybody, or who brings one of the server's tokens. Each face of the server asks
/// here before anything else is done for a request.
///
/// A token comes as `Authorization: Bearer TOKEN` (RFC 6750). Where a browser can't send
/// headers, at the opening of a WebSocket, it may come as the query's `access_token` (section
/// 2.3).
public final class Access {

    /// Open to all: what a supervisor asks, and the page, which has nothing to tell and lets a
    /// person enter a token.
    private static final Set<String> OPEN =
            Set.of("/", "/favicon.ico", "/v2/health/live", "/v2/health/ready");

    private static final String OPEN_FILES = "/web/";
    private static final String SCHEME = "bearer ";

    private final Optional<Supplier<Tokens>> tokens;

    /// Access for whoever brings one of `tokens`.
    ///
    /// @param tokens those in force now; empty lets everybody in
    public Access(Optional<Supplier<Tokens>> tokens) {
        this.tokens = tokens;
    }

    private boolean allows(Optional<String> authorization) {
        return tokens.isEmpty()
                || bearer(authorization).filter(tokens.get().get()::has).isPresent();
    }

    /// Makes sure that a client may ask.
    ///
    /// @param path as it was sent
    /// @param authorization the header's value
    /// @throws HttpFailure 401 if the client may not ask
    public void check(String path, Optional<String> authorization) throws HttpFailure {
        if (!OPEN.contains(path) && !path.startsWith(OPEN_FILES)) {
            check(authorization);
        }
    }

    /// Makes sure that a client may ask for what isn't open to all.
    ///
    /// @param authorization the header's value
    /// @throws HttpFailure 401 if the client may not ask
    public void check(Optional<String> authorization) throws HttpFailure {
        if (!allows(authorization)) {
            throw refusal(bearer(authorization).isPresent());
        }
    }

    /// The same for the opening of a WebSocket.
    ///
    /// @param token the query's `access_token`
    public void checkStream(Optional<String> authorization, Optional<String> token)
            throws HttpFailure {
        if (!allows(authorization) && !allows(token.map(given -> SCHEME + given))) {
            throw refusal(token.isPresent() || bearer(authorization).isPresent());
        }
    }

    private static HttpFailure refusal(boolean brought) {
        return brought
                ? new HttpFailure(
                        401,
                        "the token is none of this server's",
                        Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""))
                : new HttpFailure(
                        401,
                        "this server wants a token: Authorization: Bearer TOKEN",
                        Map.of("WWW-Authenticate", "Bearer"));
    }

    private static Optional<String> bearer(Optional<String> authorization) {
        return authorization
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
    }
}
