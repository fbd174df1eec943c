package dev.edgewise.report;

import java.util.List;
import java.util.stream.Collectors;

/// Text in Markdown as GitHub reads it, which shows what it was given and nothing else.
public final class Markdown {

    private Markdown() {}

    /// A list below a heading.
    public static String bullets(String heading, List<String> items) {
        return heading(heading)
                + items.stream()
                        .map(item -> "- " + escaped(item) + "\n")
                        .collect(Collectors.joining());
    }

    static String heading(String text) {
        return "**" + escaped(text) + "**\n\n";
    }

    /// As it stands, whatever it holds: no markup, one line.
    static String escaped(String text) {
        return TerminalText.printable(text.replaceAll("[\\r\\n]+", " "))
                .replaceAll("([\\\\`*_{}\\[\\]<>#|~])", "\\\\$1");
    }
}
