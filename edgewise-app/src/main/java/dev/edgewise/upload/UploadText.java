package dev.edgewise.upload;

import dev.edgewise.measure.statistics.Estimate;
import dev.edgewise.report.Bytes;
import dev.edgewise.report.Cell;
import dev.edgewise.report.Column;
import dev.edgewise.report.Millis;
import dev.edgewise.report.Prose;
import dev.edgewise.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An upload's result as text: what is there, what the time went to, and, last, what it was.
public final class UploadText {

    private static final double SECOND = 1e9;

    private UploadText() {}

    /// The text in lines of at most `width` columns.
    public static String of(UploadResult result, int width) {
        List<String> parts = new ArrayList<>();
        parts.add(Prose.wrapped(what(result), width));
        if (result.stored() > 0) {
            parts.add(table(result).text(width));
            parts.add(Prose.wrapped(UploadSentences.costs(result), width));
        }
        return String.join("\n\n", parts) + "\n";
    }

    private static String what(UploadResult result) {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%s: %s%s uploaded to %s, %s sent in %s.",
                        result.way(),
                        result.certain() ? "" : "at most ",
                        UploadSentences.files(result.stored()),
                        result.to(),
                        Bytes.text(result.bytes()),
                        UploadSentences.seconds(result.parts().total())));
        if (result.skipped() > 0) {
            text.append(" Skipped, because there with the same SHA-256: ");
            text.append(UploadSentences.files(result.skipped())).append('.');
        }
        int open = result.stored() - result.verified();
        if (result.stored() > 0) {
            text.append(
                    open == 0
                            ? " Verified by SHA-256: all."
                            : " Not verified: "
                                    + UploadSentences.files(open)
                                    + (result.ending() instanceof UploadEnding.Complete
                                            ? ", because nobody there tells a hash."
                                            : "."));
        }
        return text.toString();
    }

    private static Table table(UploadResult result) {
        Table table =
                Table.of(
                        "",
                        Column.text("part"),
                        Column.number("", "s"),
                        Column.number("", "%"),
                        Column.text("of"));
        UploadParts parts = result.parts();
        boolean known = result.roundTrip().isPresent();
        for (Map.Entry<String, Long> part : parts.byName().entrySet()) {
            boolean computed =
                    part.getKey().equals("transfer") || part.getKey().equals("round trips");
            if (known || !computed) {
                table =
                        table.row(
                                part.getKey(),
                                seconds(part.getValue()),
                                share(part.getValue(), parts.total()),
                                UploadSentences.of(part.getKey(), result));
            }
        }
        return table.total(
                Cell.of("total"),
                Cell.of(seconds(parts.total())),
                Cell.of("100.0"),
                Cell.of(perFile(result)));
    }

    private static String perFile(UploadResult result) {
        double mean = result.parts().total() / 1e6 / result.stored();
        String each = "by file " + Millis.text(mean) + " ms";
        if (result.perFile().isEmpty()) {
            return each;
        }
        Estimate own = result.perFile().get();
        return each
                + "; sending one "
                + Millis.text(own.value())
                + (own.interval().isKnown()
                        ? " ["
                                + Millis.text(own.interval().low())
                                + ", "
                                + Millis.text(own.interval().high())
                                + "]"
                        : "")
                + " ms";
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / SECOND);
    }

    private static String share(long nanos, long total) {
        return String.format(Locale.ROOT, "%.1f", 100.0 * nanos / Math.max(1, total));
    }
}
