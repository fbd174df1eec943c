package dev.edgewise.telemetry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The header `traceparent` (W3C Trace Context, level 1, section 3.2).
final class TraceParent {

    private static final Pattern FORM =
            Pattern.compile(
                    "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
                            + "(?:-.*)?");

    private TraceParent() {}

    /// The id of the trace; empty if the header is, or isn't well-formed.
    static String traceId(String header) {
        if (header.isEmpty()) {
            return "";
        }
        Matcher form = FORM.matcher(header);
        return form.matches() ? form.group(1) : "";
    }
}
