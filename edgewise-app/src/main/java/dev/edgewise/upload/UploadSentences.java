package dev.edgewise.upload;

import dev.edgewise.files.Archive;
import dev.edgewise.report.Bytes;
import dev.edgewise.report.Millis;
import java.util.Locale;
import java.util.Map;

/// What is said of an upload's time.
final class UploadSentences {

    private static final double SECOND = 1e9;
    private static final double BITS = 8;

    /// An archive waits for what is there, for its answer, and for the last hash.
    private static final int ARCHIVE_WAITS = 3;

    private UploadSentences() {}

    /// What takes most of the time, and what an archive would take.
    static String costs(UploadResult result) {
        if (result.roundTrip().isEmpty()) {
            return "The link was not measured, so that what the files took has no parts.";
        }
        Map.Entry<String, Long> most =
                result.parts().byName().entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .orElseThrow();
        String text =
                String.format(
                        Locale.ROOT,
                        "%s of %s %s %s%s.",
                        decimal(most.getValue()),
                        seconds(result.parts().total()),
                        most.getKey().equals("round trips") ? "are" : "are the",
                        most.getKey(),
                        most.getKey().equals("round trips") ? ": " + trips(result) : "");
        return result.archive() ? text : text + " " + archive(result);
    }

    private static String archive(UploadResult result) {
        double bytes = result.bytes() + (double) result.stored() * Archive.BYTES_A_FILE;
        double transfer =
                result.upMbits().isPresent()
                        ? bytes * BITS / (result.upMbits().getAsDouble() * 1e6)
                        : 0;
        double trips = result.roundTrip().orElseThrow().toNanos() / SECOND * ARCHIVE_WAITS;
        double all = result.parts().handshake() / SECOND + transfer + trips;
        return String.format(Locale.ROOT, "An archive would need about %.2f s.", all);
    }

    /// What a part is made of.
    static String of(String part, UploadResult result) {
        return switch (part) {
            case "handshake" -> "connecting, and being let in";
            case "looking" -> "what is there already";
            case "transfer" ->
                    Bytes.text(result.bytes())
                            + (result.upMbits().isPresent()
                                    ? String.format(
                                            Locale.ROOT,
                                            " at %.1f Mbit/s",
                                            result.upMbits().getAsDouble())
                                    : " over a link too fast to measure");
            case "round trips" ->
                    trips(result)
                            + " x "
                            + Millis.text(result.roundTrip().orElseThrow().toNanos() / 1e6)
                            + " ms";
            case "rest" -> "both ends' work, slow start, framing";
            case "verifying" -> "hashes of what is there";
            default -> "";
        };
    }

    /// "300 files x 2", where each file waits as often; else how often all wait.
    private static String trips(UploadResult result) {
        long each = result.waits() / Math.max(1, result.stored());
        long more = result.waits() - each * result.stored();
        if (each == 0) {
            return String.valueOf(result.waits());
        }
        return files(result.stored()) + " x " + each + (more > 0 ? " and " + more : "");
    }

    static String files(int count) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "file" : "files");
    }

    static String seconds(long nanos) {
        return decimal(nanos) + " s";
    }

    private static String decimal(long nanos) {
        double seconds = nanos / SECOND;
        return String.format(Locale.ROOT, seconds < 9.95 ? "%.2f" : "%.1f", seconds);
    }
}
