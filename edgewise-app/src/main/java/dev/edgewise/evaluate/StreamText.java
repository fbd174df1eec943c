package dev.edgewise.evaluate;

import dev.edgewise.report.Prose;
import java.util.ArrayList;
import java.util.List;

/// A [StreamResult] as text: the verdict comes last, where a terminal's eye is.
public final class StreamText {

    private StreamText() {}

    /// The text in lines of at most `width` columns.
    public static String of(StreamResult result, int width) {
        StreamTables tables = new StreamTables(result);
        List<String> parts = new ArrayList<>();
        parts.add(Prose.bullets(tables.method(), width));
        parts.add(tables.words().text(width));
        parts.add(tables.falseAccepts().text(width));
        parts.add(tables.sweep().text(width));
        parts.add(Prose.wrapped(tables.sentence(), width));
        return String.join("\n\n", parts) + "\n";
    }
}
