package dev.edgewise.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The address of a server: `http` or `https`, a host, a port unless it is the usual one, perhaps a
/// path that goes in front of every path.
///
/// @param uri without a slash at its end
record ServerAddress(URI uri) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    ServerAddress {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https"))
                || uri.getHost() == null
                || uri.getPort() == 0
                || uri.getUserInfo() != null
                || uri.getQuery() != null
                || uri.getFragment() != null) {
            throw wrong(uri.toString());
        }
    }

    /// The address in `text`; slashes at its end don't count.
    ///
    /// @throws IllegalArgumentException if it is no address of a server, saying what one looks like
    static ServerAddress parse(String text) {
        try {
            return new ServerAddress(new URI(text.strip().replaceAll("/+$", "")));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw wrong(text);
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is no address of a server, expected http://HOST:PORT");
    }

    /// `path` with everything percent-encoded that a URL's path can't hold; slashes stay.
    static String encoded(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    boolean secure() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    String host() {
        // An IPv6 address stands in brackets in a URL, and nowhere else.
        return uri.getHost().replaceAll("[\\[\\]]", "");
    }

    int port() {
        int usual = secure() ? HTTPS : HTTP;
        return uri.getPort() < 0 ? usual : uri.getPort();
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
