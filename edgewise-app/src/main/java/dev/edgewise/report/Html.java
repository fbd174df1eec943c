package dev.edgewise.report;

import java.util.regex.Pattern;

/// Text as HTML.
final class Html {

    private static final Pattern UNIT =
            Pattern.compile("(?<=\\d) (?=(%|[nµm]?s|[kM]?B|[kMG]?bit/s|[kM]?Hz)(?!\\w))");

    private Html() {}

    /// `text` escaped as by [#escape(String)], with a number kept on the line of its unit.
    static String text(String text) {
        return escape(UNIT.matcher(text).replaceAll("\u00a0"));
    }

    /// `text` for the inside of an element or of a quoted attribute; characters that HTML forbids
    /// are replaced.
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> out.append("&amp;");
                                case '<' -> out.append("&lt;");
                                case '>' -> out.append("&gt;");
                                case '"' -> out.append("&quot;");
                                case '\'' -> out.append("&#39;");
                                default -> out.appendCodePoint(isForbidden(c) ? 0xFFFD : c);
                            }
                        });
        return out.toString();
    }

    private static boolean isForbidden(int c) {
        return (Character.isISOControl(c) && c != '\n' && c != '\t')
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                || (c & 0xFFFE) == 0xFFFE;
    }
}
