package dev.edgewise.dataset;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/// What a server's refusals mean.
final class HttpStatus {

    static final int OK = 200;

    private static final Map<Integer, String> WORDS =
            Map.of(
                    401, "Unauthorized",
                    403, "Forbidden",
                    404, "Not Found",
                    407, "Proxy Authentication Required",
                    408, "Request Timeout",
                    410, "Gone",
                    416, "Range Not Satisfiable",
                    429, "Too Many Requests",
                    500, "Internal Server Error",
                    503, "Service Unavailable");

    private static final long LONGEST_WISH = 60;

    private HttpStatus() {}

    /// `404 Not Found`.
    static String words(int status) {
        String words = WORDS.get(status);
        return words == null ? String.valueOf(status) : status + " " + words;
    }

    /// Whether the same request may succeed a while later.
    static boolean passes(int status) {
        return status == 408 || status == 429 || status >= 500;
    }

    /// How long the server wants to be left alone, a minute at most.
    static Duration wish(HttpResponse<?> response) {
        String seconds = response.headers().firstValue("Retry-After").orElse("");
        return seconds.matches("\\d{1,9}")
                ? Duration.ofSeconds(Math.min(LONGEST_WISH, Long.parseLong(seconds)))
                : Duration.ZERO;
    }
}
