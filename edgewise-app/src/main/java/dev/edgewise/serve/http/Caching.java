package dev.edgewise.serve.http;

import dev.edgewise.engine.Work;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/// Lets clients keep what they got and ask whether it is still what there is (RFC 9110, sections
/// 8.8.3 and 13.1.2).
public final class Caching {

    private Caching() {}

    /// What `whole` makes, or 304 without a body if the client has it already: then nothing is
    /// made.
    ///
    /// @param tag the entity tag of what is sent: `"x"` if each byte counts, `W/"x"` if it may be
    /// coded
    /// @param contentType its media type
    public static Answer answer(
            Exchange exchange, String tag, String contentType, Work<Answer> whole)
            throws IOException {
        boolean known =
                exchange.header("If-None-Match")
                        .map(tags -> Arrays.asList(tags.split(",", -1)))
                        .filter(tags -> tags.stream().anyMatch(given -> isTag(given.strip(), tag)))
                        .isPresent();
        Answer answer = known ? Answer.of(304, contentType, new byte[0]) : whole.run();
        return answer.with(
                Map.of(
                        "ETag", tag,
                        "Cache-Control", "no-cache",
                        "X-Content-Type-Options", "nosniff"));
    }

    private static boolean isTag(String given, String tag) {
        return given.equals("*") || opaque(given).equals(opaque(tag));
    }

    /// The tag without the mark of a weak one.
    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
