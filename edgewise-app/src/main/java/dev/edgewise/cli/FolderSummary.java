package dev.edgewise.cli;

import dev.edgewise.evaluate.ClipSelection;
import dev.edgewise.evaluate.ConfusionMatrix;
import dev.edgewise.recognize.Batch;
import dev.edgewise.recognize.ClipSource;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What is said after a folder went through: how much it was, how fast it went and, where folders
/// are named by the words spoken in them, how good it was. As `model evaluate` does, a folder of
/// another word counts as `_unknown_` where the model has that: one beside a folder that the model
/// has a label for, since a folder of any name may just be where recordings lie.
final class FolderSummary {

    private final ConfusionMatrix matrix;
    private final Set<String> parents = new HashSet<>();
    private final long began;
    private long recognized;
    private long failed;
    private double seconds;

    /// @param labels the model's
    /// @param clips all that will be recognised
    /// @param began when the first clip began, in nanoseconds of a monotonic clock
    FolderSummary(List<String> labels, List<ClipSource> clips, long began) {
        this.matrix = new ConfusionMatrix(labels);
        this.began = began;
        for (ClipSource clip : clips) {
            List<String> path = path(clip.name());
            int at = labelled(path);
            if (at >= 0) {
                parents.add(parent(path, at));
            }
        }
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

    /// The label of what is spoken in a clip, by the folders around it.
    private Optional<String> spoken(String name) {
        List<String> path = path(name);
        int at = labelled(path);
        for (int i = path.size() - 2; at < 0 && i >= 0; i--) {
            at = parents.contains(parent(path, i)) ? i : -1;
        }
        return at < 0 ? Optional.empty() : ClipSelection.label(matrix.labels(), path.get(at));
    }

    /// Where in `path` the innermost folder is that is named by a label; -1 for nowhere.
    private int labelled(List<String> path) {
        int at = path.size() - 2;
        while (at >= 0 && !matrix.labels().contains(path.get(at))) {
            at--;
        }
        return at;
    }

    private static List<String> path(String name) {
        return List.of(name.split("/", -1));
    }

    private static String parent(List<String> path, int at) {
        return String.join("/", path.subList(0, at));
    }
}
