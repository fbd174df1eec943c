package dev.edgewise.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What happened when, in lines that are read like a text: from left to right, then the next line.
/// Above a line stand stretches, below it moments.
///
/// @param length of the whole, above zero
/// @param kinds of what happened, each with a look of its own
/// @param events in the order of time
public record Timeline(Duration length, List<Kind> kinds, List<Event> events) implements Figure {

    /// More lines than this are hard to oversee.
    private static final int MOST_LINES = 24;

    private static final List<Duration> LINES =
            List.of(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(20));

    /// How something is drawn.
    public enum Look {
        /// A stretch as it should be.
        FILLED,
        /// A stretch that lacks something.
        HOLLOW,
        /// A stretch that went wrong.
        STRIKING,
        /// A stretch that doesn't count.
        FAINT,
        /// A moment as it should be.
        TICK,
        /// A moment that went wrong.
        ALARM;

        /// Whether it is a moment.
        boolean moment() {
            return this == TICK || this == ALARM;
        }
    }

    /// A kind of event: what the legend says.
    public record Kind(String name, Look look) {}

    /// Something that happened.
    ///
    /// @param kind which of the timeline's kinds
    /// @param to not before `from`; a moment is drawn at their middle
    public record Event(int kind, Duration from, Duration to, String text) {}

    public Timeline {
        kinds = List.copyOf(kinds);
        events = List.copyOf(events);
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("a timeline needs a length, not " + length);
        }
        for (Event event : events) {
            if (event.kind() < 0
                    || event.kind() >= kinds.size()
                    || event.from().isNegative()
                    || event.to().compareTo(event.from()) < 0) {
                throw new IllegalArgumentException(
                        "an event of one of %d kinds, from 0 on, is needed, not %s"
                                .formatted(kinds.size(), event));
            }
        }
    }

    /// How long a line is: short enough to see a second, long enough for few lines.
    Duration line() {
        for (Duration line : LINES) {
            if (length.compareTo(line.multipliedBy(MOST_LINES)) <= 0) {
                return line;
            }
        }
        return Duration.ofHours(length.toHours() / MOST_LINES + 1);
    }

    @Override
    public String alternative() {
        return "Timeline of "
                + clock(length)
                + ". "
                + kinds.stream()
                        .map(kind -> kind.name() + ": " + count(kind) + ".")
                        .collect(Collectors.joining(" "));
    }

    private long count(Kind kind) {
        int number = kinds.indexOf(kind);
        return events.stream().filter(event -> event.kind() == number).count();
    }

    @Override
    public Table data() {
        Table table =
                Table.of(
                        "",
                        Column.number("from", ""),
                        Column.number("to", ""),
                        Column.text(""),
                        Column.text("kind"));
        List<Table.Row> rows =
                events.stream()
                        .map(
                                event ->
                                        new Table.Row(
                                                List.of(
                                                        Cell.of(clock(event.from())),
                                                        Cell.of(clock(event.to())),
                                                        Cell.of(event.text()),
                                                        Cell.of(kinds.get(event.kind()).name())),
                                                false))
                        .toList();
        return new Table("", table.columns(), rows, List.of());
    }

    /// `1:02:03.4` or `2:03.4`.
    static String clock(Duration time) {
        long tenths = Math.round(time.toNanos() / 1e8);
        return whole(tenths / 10) + "." + tenths % 10;
    }

    /// `1:02:03` or `2:03`.
    static String whole(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        seconds / 3600,
                        seconds / 60 % 60,
                        seconds % 60);
    }
}
