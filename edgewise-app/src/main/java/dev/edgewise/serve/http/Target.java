package dev.edgewise.serve.http;

import java.util.regex.Pattern;

/// What a request is for, as its first line says (RFC 9112, section 3.2): a path, or the whole
/// address of which the path is a part, as clients send it to proxies.
public final class Target {

    private static final Pattern ORIGIN =
            Pattern.compile("^https?://[^/]*", Pattern.CASE_INSENSITIVE);

    private Target() {}

    /// The path in `target`, which is there without a query, still percent-encoded.
    public static String path(String target) {
        if (target.startsWith("/")) {
            return target;
        }
        String path = ORIGIN.matcher(target).replaceFirst("");
        return path.isEmpty() && !target.isEmpty() ? "/" : path;
    }
}
