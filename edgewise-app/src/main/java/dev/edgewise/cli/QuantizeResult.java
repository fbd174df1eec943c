package dev.edgewise.cli;

import dev.edgewise.model.quantize.Quantized;
import dev.edgewise.report.Cell;
import dev.edgewise.report.Column;
import dev.edgewise.report.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// What `model quantize` prints: two models compared, and what was chosen.
///
/// @param choices what could run in whole numbers
/// @param small the 8-bit model
/// @param bytesBefore of the float32 model's file
/// @param bytesAfter of the 8-bit model's file
/// @param accuracy the float32 model's, in [0, 1]
/// @param validation how many clips both were judged on
/// @param calibration how many clips the ranges come from
/// @param times of one run of each
record QuantizeResult(
        List<String> choices,
        Quantized small,
        int bytesBefore,
        int bytesAfter,
        double accuracy,
        int validation,
        int calibration,
        MedianTimes times) {

    /// A table and the choices.
    String text() {
        Table table =
                Table.of(
                                "",
                                Column.text(""),
                                Column.number("float32", ""),
                                Column.number("int8", ""),
                                Column.text(""))
                        .row(
                                Cell.of("size (kB)"),
                                Cell.of(bytesBefore / 1e3, 1),
                                Cell.of(bytesAfter / 1e3, 1),
                                Cell.of(two((double) bytesAfter / bytesBefore) + " of the size"))
                        .row(
                                Cell.of("p50, one thread (ms)"),
                                Cell.of(times.before(), 3),
                                Cell.of(times.after(), 3),
                                Cell.of(speed(times.before() / times.after())))
                        .row(
                                Cell.of("accuracy (%)"),
                                Cell.of(100 * accuracy, 1),
                                Cell.of(100 * small.accuracy(), 1),
                                Cell.of(
                                        String.format(
                                                Locale.ROOT,
                                                "%+.1f points, %d clips",
                                                100 * (small.accuracy() - accuracy),
                                                validation)));
        List<String> kept = small.kept();
        return table.text(Terminal.COLUMNS)
                + System.lineSeparator()
                + System.lineSeparator()
                + "ranges from %d clips: %s".formatted(calibration, small.clipping())
                + System.lineSeparator()
                + "float32: "
                + (kept.isEmpty() ? "none" : Integer.toString(kept.size()))
                + " of %d nodes".formatted(choices.size())
                + (kept.isEmpty() ? "" : ": " + String.join(", ", kept));
    }

    private static String speed(double faster) {
        return faster >= 1
                ? two(faster) + " times as fast"
                : two(faster) + " times as fast: slower here";
    }

    private static String two(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    /// The same as JSON.
    String json(Path out, boolean written) {
        return JsonText.object(
                json -> {
                    json.writeObjectPropertyStart("bytes");
                    json.writeNumberProperty("float32", bytesBefore);
                    json.writeNumberProperty("int8", bytesAfter);
                    json.writeEndObject();
                    json.writeName("p50_ms");
                    pair(json, times.before(), times.after());
                    json.writeName("accuracy");
                    pair(json, accuracy, small.accuracy());
                    json.writeNumberProperty("validation_clips", validation);
                    json.writeNumberProperty("calibration_clips", calibration);
                    json.writeStringProperty("ranges", small.clipping());
                    json.writeNumberProperty("divergence", small.divergence());
                    strings(json, "int8_nodes", without(choices, small.kept()));
                    strings(json, "float32_nodes", small.kept());
                    json.writeStringProperty("file", out.toString());
                    json.writeBooleanProperty("written", written);
                });
    }

    private static void pair(JsonGenerator json, double before, double after) {
        json.writeStartObject();
        json.writeNumberProperty("float32", before);
        json.writeNumberProperty("int8", after);
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, List<String> strings) {
        json.writeArrayPropertyStart(name);
        strings.forEach(json::writeString);
        json.writeEndArray();
    }

    private static List<String> without(List<String> all, List<String> some) {
        return all.stream().filter(name -> !some.contains(name)).toList();
    }
}
