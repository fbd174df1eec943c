package dev.edgewise.telemetry;

import java.net.URI;
import java.util.Map;

/// Where traces are sent, by OTLP over HTTP.
///
/// @param url the whole address, `http://HOST:4318/v1/traces`
/// @param headers sent along, such as a key
/// @param service the name that traces come under
/// @param share how many of the requests that bring no decision of their own are traced, from 0 to
/// 1
public record Collector(URI url, Map<String, String> headers, String service, double share) {

    public Collector {
        headers = Map.copyOf(headers);
        String scheme = String.valueOf(url.getScheme());
        if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "otlp-endpoint: must be http://HOST:PORT or https://HOST:PORT, got " + url);
        }
        checkShare(share);
    }

    /// Makes sure that `share` is one.
    ///
    /// @throws IllegalArgumentException if it isn't from 0 to 1
    public static void checkShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("trace-share: must be from 0 to 1, got " + share);
        }
    }
}
