package dev.edgewise.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// How long the server spent on a request, phase by phase, in nanoseconds: what its `Server-Timing`
/// header says. Entries without a duration are left out, and so are those that are no number.
/// The format: <https://www.w3.org/TR/server-timing/>.
public record ServerTiming(Map<String, Long> nanos) {

    private static final String DURATION = "dur=";
    private static final double LONGEST = 1e9;

    public ServerTiming {
        nanos = Collections.unmodifiableMap(new LinkedHashMap<>(nanos));
    }

    /// Reads a header's value, such as `read;dur=0.12, predict;dur=3.4`; durations are
    /// milliseconds.
    public static ServerTiming parse(String header) {
        Map<String, Long> nanos = new LinkedHashMap<>();
        for (String entry : header.split(",", -1)) {
            String[] parts = entry.split(";", -1);
            for (int i = 1; i < parts.length; i++) {
                String parameter = parts[i].strip();
                if (parameter.startsWith(DURATION)) {
                    double millis = number(parameter.substring(DURATION.length()));
                    if (millis >= 0 && millis < LONGEST) {
                        nanos.put(parts[0].strip(), Math.round(millis * 1e6));
                    }
                }
            }
        }
        return new ServerTiming(nanos);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /// The duration of `phase`, 0 where the server doesn't name it.
    public long of(String phase) {
        return nanos.getOrDefault(phase, 0L);
    }

    /// Whether the server names `phase`.
    public boolean has(String phase) {
        return nanos.containsKey(phase);
    }
}
