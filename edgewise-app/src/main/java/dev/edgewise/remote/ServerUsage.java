package dev.edgewise.remote;

import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpConnection;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.measure.ProcessUsage;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server's process uses, as its `/metrics` tells it in Prometheus' text format: ours, and
/// others that use one of Prometheus' own clients.
public final class ServerUsage {

    private static final Pattern SECONDS = metric("process_cpu_seconds_total");
    private static final Pattern NANOS = metric("process_cpu_time_ns_total");
    private static final Pattern BYTES = metric("process_resident_memory_bytes");

    private ServerUsage() {}

    /// Asks for it; what isn't told is unknown.
    public static ProcessUsage ask(HttpConnection server) {
        try {
            HttpAnswer answer = server.get("/metrics").orFail();
            String text = answer.text();
            OptionalLong nanos = find(NANOS, 1, text);
            return new ProcessUsage(
                    nanos.isPresent() ? nanos : find(SECONDS, 1e9, text), find(BYTES, 1, text));
        } catch (HttpFailure e) {
            return ProcessUsage.UNKNOWN;
        }
    }

    private static Pattern metric(String name) {
        return Pattern.compile("(?m)^" + name + "(?:\\{[^}\\n]*})?\\s+([0-9.eE+-]+)");
    }

    private static OptionalLong find(Pattern metric, double unit, String text) {
        Matcher matcher = metric.matcher(text);
        try {
            return matcher.find()
                    ? OptionalLong.of(Math.round(unit * Double.parseDouble(matcher.group(1))))
                    : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
