package dev.edgewise.report;

/// Sentences for a terminal.
public final class Prose {

    private Prose() {}

    /// The text in lines of at most `width` columns, without a line end after the last.
    public static String wrapped(String text, int width) {
        return String.join("\n", TerminalText.wrap(TerminalText.printable(text), width));
    }
}
