package dev.edgewise.serve.http;

import dev.edgewise.engine.Ticket;
import dev.edgewise.openapi.Schema;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long a client waits for its answer, counted from the request's first line. It says so in the
/// header `Edgewise-Timeout`, or by `?timeout=` in the path: `250ms`, `2s`, `500us`.
public final class RequestTimeout {

    public static final String HEADER = "Edgewise-Timeout";
    public static final String QUERY = "timeout";

    /// What it is, for clients.
    public static final String ABOUT =
            "for how long the answer is waited for, such as 250ms; one that can't come in time is"
                    + " refused with 503";

    private static final String REGEX = "([0-9]{1,9})(us|ms|s)";
    private static final Pattern TIME = Pattern.compile(REGEX);

    /// What it looks like, for clients.
    public static final Schema FORM = Schema.string().with("pattern", "^" + REGEX + "$");

    private RequestTimeout() {}

    /// `ticket`, with the deadline that the client gives, if it gives one.
    ///
    /// @throws HttpFailure 400 if it can't be read
    static Ticket limit(Ticket ticket, Exchange exchange) throws HttpFailure {
        Optional<String> header = exchange.header(HEADER);
        Optional<String> query = exchange.query(QUERY);
        Ticket limited = header.isPresent() ? limit(ticket, HEADER, header.get()) : ticket;
        return query.isPresent() ? limit(limited, QUERY, query.get()) : limited;
    }

    private static Ticket limit(Ticket ticket, String name, String text) throws HttpFailure {
        return ticket.by(ticket.phases().startNanos() + parse(name, text).toNanos());
    }

    private static Duration parse(String name, String text) throws HttpFailure {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new HttpFailure(
                    400, name + ": expected a time such as 250ms, got '" + text + "'");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us" -> Duration.ofNanos(1_000 * number);
            case "ms" -> Duration.ofMillis(number);
            default -> Duration.ofSeconds(number);
        };
    }
}
