package dev.edgewise.cli;

import dev.edgewise.report.Progress;
import java.io.PrintStream;

/// What is known of the terminal at standard error.
///
/// @param is false where standard error goes elsewhere
/// @param columns its width
/// @param colour false where NO_COLOR or a dumb terminal asks for none
public record Terminal(boolean is, int columns, boolean colour) {

    /// The width that lines are made for.
    static final int COLUMNS = 80;

    /// Its width, from the launcher; absent where standard error is no terminal.
    private static final String PROPERTY = "edgewise.columns";

    /// The terminal at standard error.
    public static Terminal ofStandardError() {
        int columns = Integer.getInteger(PROPERTY, 0);
        String noColor = System.getenv("NO_COLOR");
        return new Terminal(
                columns > 0,
                columns > 0 ? columns : COLUMNS,
                (noColor == null || noColor.isEmpty()) && !"dumb".equals(System.getenv("TERM")));
    }

    /// Progress at standard error, if it is `wanted` and somebody sees it.
    public Progress progress(boolean wanted) {
        PrintStream err = System.err;
        return new Progress(err, is && wanted, columns, colour, System::nanoTime);
    }

    /// `text` without characters that would move the cursor or end the line.
    public static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) ? 0xFFFD : c)
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }
}
