package dev.edgewise.cli;

import dev.edgewise.audio.WavStream;
import dev.edgewise.detect.DetectionSettings;
import dev.edgewise.evaluate.LabelTrack;
import dev.edgewise.evaluate.ResultFolder;
import dev.edgewise.evaluate.StreamEvaluation;
import dev.edgewise.evaluate.StreamJson;
import dev.edgewise.evaluate.StreamPage;
import dev.edgewise.evaluate.StreamResult;
import dev.edgewise.evaluate.StreamSettings;
import dev.edgewise.evaluate.StreamText;
import dev.edgewise.model.ModelStore;
import dev.edgewise.model.OnnxModel;
import dev.edgewise.recognize.LocalRecognizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// What `edgewise model evaluate --stream` takes, and what it does: words in long audio.
final class StreamOptions {

    /// Fewer windows than this aren't averaged, where the average holds as many.
    private static final int FEWEST = DetectionSettings.DEFAULT.fewest();

    @Option(
            names = "--stream",
            paramLabel = "FILE",
            required = true,
            description =
                    "A long WAV file instead of a folder of clips: false accepts an hour and missed"
                            + " words.")
    Path audio = Path.of("");

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "What is said when: Audacity's label track. Default: the audio's name with"
                            + " .txt.")
    @Nullable Path labels;

    @Option(
            names = "--threshold",
            paramLabel = "P",
            description = "Detect a word from this average probability on. Default: 0.7.")
    double threshold = DetectionSettings.DEFAULT.threshold();

    @Option(
            names = "--hop",
            paramLabel = "MS",
            description = "From window to window. Default: 100.")
    int hop = (int) DetectionSettings.DEFAULT.hop().toMillis();

    @Option(
            names = "--average",
            paramLabel = "MS",
            description = "Average the windows of that long. Default: 500.")
    int average = (int) DetectionSettings.DEFAULT.average().toMillis();

    @Option(
            names = "--suppression",
            paramLabel = "MS",
            description = "Detect nothing for so long after a word. Default: 1000.")
    int suppression = (int) DetectionSettings.DEFAULT.suppression().toMillis();

    @Option(
            names = "--tolerance",
            paramLabel = "MS",
            description = "How far from its label a word may be detected. Default: 500.")
    int tolerance = (int) StreamSettings.TOLERANCE.toMillis();

    /// Evaluates `model` and prints the result.
    ///
    /// @param out the folder for the page; null for none
    /// @throws IOException if a file can't be read or written, or the model can't be run
    void evaluate(String model, @Nullable Path out, boolean json, CommandSpec spec)
            throws IOException {
        StreamSettings settings = settings(spec);
        try (WavStream stream = WavStream.open(audio);
                OnnxModel opened = ModelStore.open(model, 1)) {
            LabelTrack track = LabelTrack.read(labels == null ? LabelTrack.beside(audio) : labels);
            @Nullable ResultFolder folder =
                    out == null
                            ? null
                            : ResultFolder.open(
                                    out, List.of(StreamPage.FILE, StreamPage.DETECTIONS));
            StreamResult result =
                    evaluation(opened, settings, spec)
                            .run(
                                    audio.toString(),
                                    stream,
                                    track,
                                    Terminal.ofStandardError().progress(true));
            if (folder != null) {
                StreamPage.write(result, folder);
            }
            PrintWriter to = spec.commandLine().getOut();
            if (json) {
                to.println(StreamJson.text(result));
            } else {
                to.print(StreamText.of(result, Terminal.COLUMNS));
                if (out != null) {
                    to.println();
                    to.println("The page: " + out.resolve(StreamPage.FILE));
                }
            }
            to.flush();
        }
    }

    private static StreamEvaluation evaluation(
            OnnxModel model, StreamSettings settings, CommandSpec spec) throws IOException {
        try {
            return new StreamEvaluation(
                    new LocalRecognizer(model),
                    model.card(),
                    model.hash(),
                    settings,
                    System::nanoTime);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage());
        }
    }

    private StreamSettings settings(CommandSpec spec) {
        try {
            int windows = Math.max(1, average / Math.max(1, hop));
            return new StreamSettings(
                    new DetectionSettings(
                            Duration.ofMillis(hop),
                            Duration.ofMillis(average),
                            Math.min(FEWEST, windows),
                            threshold,
                            Duration.ofMillis(suppression)),
                    Duration.ofMillis(tolerance));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage());
        }
    }
}
