package dev.edgewise.report;

import java.util.ArrayList;
import java.util.List;

/// Text as a terminal shows it: how many columns it takes, padded, wrapped, cut, and without
/// characters that would move the cursor.
final class TerminalText {

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private TerminalText() {}

    /// The text with each control character replaced.
    static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || isBidiControl(c) ? 0xFFFD : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    /// The number of terminal columns that `text` takes.
    static int width(String text) {
        return text.codePoints().map(TerminalText::width).sum();
    }

    static String padRight(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }

    /// The text, cut so that it takes at most `width` columns; "…" stands for what was cut.
    static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        return head(text, Math.max(0, width - 1)) + (width > 0 ? "…" : "");
    }

    /// The text in lines of at most `width` columns, broken at blanks where there are some.
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split(" +", -1)) {
            if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            String rest = word;
            while (width(rest) > width) {
                String head = head(rest, Math.max(width, 2));
                lines.add(head);
                rest = rest.substring(head.length());
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    /// The number of a footnote, raised.
    static String superscript(int number) {
        StringBuilder out = new StringBuilder();
        String.valueOf(number).chars().forEach(c -> out.append(SUPERSCRIPTS.charAt(c - '0')));
        return out.toString();
    }

    private static String head(String text, int width) {
        int end = 0;
        int used = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            if (used + width(c) > width) {
                break;
            }
            used += width(c);
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }

    private static int width(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(c) ? 2 : 1;
        };
    }

    /// The main ranges of Unicode's East Asian Width "wide" (UAX #11).
    private static boolean isWide(int c) {
        return c >= 0x1100
                && (c <= 0x115F
                        || (c >= 0x2E80 && c <= 0xA4CF)
                        || (c >= 0xAC00 && c <= 0xD7A3)
                        || (c >= 0xF900 && c <= 0xFAFF)
                        || (c >= 0xFE30 && c <= 0xFE6F)
                        || (c >= 0xFF01 && c <= 0xFF60)
                        || (c >= 0xFFE0 && c <= 0xFFE6)
                        || (c >= 0x1F300 && c <= 0x1F64F)
                        || (c >= 0x1F900 && c <= 0x1F9FF)
                        || (c >= 0x20000 && c <= 0x3FFFD));
    }

    private static boolean isBidiControl(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
