package dev.edgewise.serve.http;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Lets clients keep what they got and ask whether it is still what there is (RFC 9110, sections
/// 8.8.3 and 13.1.2).
public final class Caching {

    private Caching() {}

    /// `whole`, or 304 without a body if the client has it already.
    ///
    /// @param tag the entity tag of what is sent: `"x"` if each byte counts, `W/"x"` if it may be
    /// coded
    public static Answer answer(Exchange exchange, String tag, Answer whole) {
        Map<String, String> headers = new HashMap<>(whole.headers());
        headers.put("ETag", tag);
        headers.put("Cache-Control", "no-cache");
        headers.put("X-Content-Type-Options", "nosniff");
        boolean known =
                exchange.header("If-None-Match")
                        .map(tags -> Arrays.asList(tags.split(",", -1)))
                        .filter(tags -> tags.stream().anyMatch(given -> isTag(given.strip(), tag)))
                        .isPresent();
        return (known ? Answer.of(304, whole.contentType(), new byte[0]) : whole).with(headers);
    }

    private static boolean isTag(String given, String tag) {
        return given.equals("*") || opaque(given).equals(opaque(tag));
    }

    /// The tag without the mark of a weak one.
    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
