package dev.edgewise.report;

import java.util.ArrayList;
import java.util.List;

/// Facts with their names, a line each or, where one is long, several: names to the left, facts
/// lined up beside them. Facts without a name go on with the one above.
public final class FactList {

    private static final String GAP = "  ";

    private record Fact(String name, String text) {}

    private final List<Fact> facts = new ArrayList<>();

    /// Adds a fact; one that is empty is left out.
    public FactList add(String name, String text) {
        if (!text.isBlank()) {
            facts.add(new Fact(TerminalText.printable(name), TerminalText.printable(text)));
        }
        return this;
    }

    /// The facts as lines of at most `width` columns, without a line end after the last.
    public String text(int width) {
        int names = facts.stream().mapToInt(fact -> TerminalText.width(fact.name)).max().orElse(0);
        names = Math.min(names, width / 3);
        List<String> lines = new ArrayList<>();
        for (Fact fact : facts) {
            String name = fact.name;
            if (TerminalText.width(name) > names) {
                lines.addAll(TerminalText.wrap(name, width));
                name = "";
            }
            for (String line : TerminalText.wrap(fact.text, width - names - GAP.length())) {
                lines.add(TerminalText.padRight(name, names) + GAP + line);
                name = "";
            }
        }
        return String.join("\n", lines);
    }
}
