package dev.edgewise.serve.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.net.URI;
import java.util.Set;

/// Which page had a browser send a request. A browser lets any page on the web send some requests
/// to any server that it reaches, one on loopback included, though not read the answers.
final class Origin {

    /// Says it, where the browser knows (W3C Fetch Metadata); a page can't change it.
    private static final HeaderName SITE = HeaderNames.create("Sec-Fetch-Site");

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    private Origin() {}

    /// Makes sure that a request which may change something isn't the doing of a foreign page. One
    /// with `Authorization` isn't: pages can't add that without being allowed to.
    ///
    /// @throws HttpFailure 403 if it is
    static void check(String method, Headers headers) throws HttpFailure {
        if (HARMLESS.contains(method) || headers.contains(HeaderNames.AUTHORIZATION)) {
            return;
        }
        boolean own =
                headers.first(SITE)
                        .map(site -> site.equals("same-origin") || site.equals("none"))
                        .orElseGet(() -> isOwn(headers));
        if (!own) {
            throw new HttpFailure(403, "a page of another origin may not send this");
        }
    }

    /// Whether a request comes from a page of this server, or from no page.
    static boolean isOwn(Headers headers) {
        String origin = headers.first(HeaderNames.ORIGIN).orElse("").strip();
        return origin.isEmpty()
                || isFrom(origin, headers.first(HeaderNames.HOST).orElse("").strip());
    }

    private static boolean isFrom(String origin, String host) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
