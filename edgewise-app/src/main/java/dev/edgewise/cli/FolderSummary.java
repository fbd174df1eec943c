package dev.edgewise.cli;

import dev.edgewise.evaluate.ConfusionMatrix;
import dev.edgewise.recognize.Batch;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is said after a folder went through: how much it was, how fast it went and, where folders
/// are named by the words spoken in them, how good it was.
final class FolderSummary {

    private final ConfusionMatrix matrix;
    private final long began;
    private long recognized;
    private long failed;
    private double seconds;

    /// @param labels the words that the model knows
    /// @param began when the first clip began, in nanoseconds of a monotonic clock
    FolderSummary(List<String> labels, long began) {
        this.matrix = new ConfusionMatrix(labels);
        this.began = began;
    }

    void add(Batch.Recognized clip) {
        recognized++;
        seconds += clip.audio().toNanos() / 1e9;
        spoken(clip.name()).ifPresent(word -> matrix.add(word, clip.prediction().word()));
    }

    void addFailed() {
        failed++;
    }

    long failed() {
        return failed;
    }

    /// @param now the same clock's time when the last clip was done
    void print(PrintWriter out, long now) {
        double took = (now - began) / 1e9;
        out.println(
                String.format(
                        Locale.ROOT,
                        "%s, %.1f s of audio, in %.2f s: %.0f clips/s%s",
                        recognized == 1 ? "1 clip" : recognized + " clips",
                        seconds,
                        took,
                        recognized / took,
                        failed == 0 ? "" : "; " + failed + " failed"));
        if (matrix.total() > 0) {
            out.println();
            out.println(
                    String.format(
                            Locale.ROOT,
                            "accuracy %.1f %%: %d of the %d clips in folders named by a word",
                            100.0 * matrix.right() / matrix.total(),
                            matrix.right(),
                            matrix.total()));
            out.println();
            out.println(matrix.table().text(Terminal.COLUMNS));
        }
        out.flush();
    }

    /// The word that names the innermost folder around the clip that is named by one.
    private Optional<String> spoken(String name) {
        String[] parts = name.split("/", -1);
        for (int i = parts.length - 2; i >= 0; i--) {
            if (matrix.labels().contains(parts[i])) {
                return Optional.of(parts[i]);
            }
        }
        return Optional.empty();
    }
}
