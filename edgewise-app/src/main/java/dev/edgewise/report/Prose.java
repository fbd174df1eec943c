package dev.edgewise.report;

import java.util.List;
import java.util.stream.Collectors;

/// Sentences for a terminal, without characters that would move its cursor.
public final class Prose {

    private Prose() {}

    /// The text in lines of at most `width` columns, without a line end after the last.
    public static String wrapped(String text, int width) {
        return String.join("\n", TerminalText.wrap(TerminalText.printable(text), width));
    }

    /// Each item behind a dash, in lines of at most `width` columns.
    public static String bullets(List<String> items, int width) {
        return items.stream()
                .map(item -> "- " + wrapped(item, width - 2).replace("\n", "\n  "))
                .collect(Collectors.joining("\n"));
    }

    /// The same below a heading.
    public static String bullets(String heading, List<String> items, int width) {
        return wrapped(heading, width) + "\n" + bullets(items, width);
    }
}
