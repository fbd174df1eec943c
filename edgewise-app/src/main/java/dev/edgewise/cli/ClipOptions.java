package dev.edgewise.cli;

import dev.edgewise.evaluate.ClipSelection;
import dev.edgewise.evaluate.ClipSelection.Part;
import dev.edgewise.evaluate.Evaluation;
import dev.edgewise.evaluate.EvaluationJson;
import dev.edgewise.evaluate.EvaluationPage;
import dev.edgewise.evaluate.EvaluationResult;
import dev.edgewise.evaluate.EvaluationText;
import dev.edgewise.evaluate.ResultFolder;
import dev.edgewise.evaluate.TemperatureCheck;
import dev.edgewise.measure.RunContext;
import dev.edgewise.model.OnnxFile;
import dev.edgewise.model.OnnxModel;
import dev.edgewise.model.Temperature;
import dev.edgewise.model.WholeFile;
import dev.edgewise.recognize.ClipList;
import dev.edgewise.recognize.LocalRecognizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// What `edgewise model evaluate DIR` takes, and what it does: clips whose words are known.
final class ClipOptions {

    @Option(
            names = "--split",
            paramLabel = "PART",
            description =
                    "validation, test, training or all; by DIR's validation_list.txt and"
                            + " testing_list.txt, or else by the hash of the speaker. Default:"
                            + " validation.")
    @Nullable Part split;

    @Option(
            names = "--list",
            paramLabel = "FILE",
            description = "The clips that this file names, a line each, instead of a split.")
    @Nullable Path list;

    @Option(
            names = "--held-out",
            paramLabel = "WORD",
            split = ",",
            description = "Words that were left out of training; how they fare is said apart.")
    Set<String> heldOut = new LinkedHashSet<>();

    @Option(
            names = "--calibrated",
            paramLabel = "FILE",
            description =
                    "Write the model with the temperature found here in its graph. It is fitted on"
                            + " one half of the speakers and judged on the other.")
    @Nullable Path calibrated;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Recognise N clips at once. Default: one a core.")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the interval over speakers. Default: 1.")
    long seed = 1;

    /// Evaluates `model` on the clips in `folder` and prints the result.
    ///
    /// @param out the folder for the page; null for none
    /// @return whether every clip could be recognised
    /// @throws IOException if a file can't be read or written, the model can't be run, or there is
    /// nothing to judge by
    boolean evaluate(String model, Path folder, @Nullable Path out, boolean json, CommandSpec spec)
            throws IOException {
        if (threads < 1) {
            throw wrong(spec, "--threads: expected 1 or more, got " + threads);
        }
        if (list != null && split != null) {
            throw wrong(spec, "--list and --split: one of them, not both");
        }
        OnnxFile file = OnnxFile.open(model);
        try (OnnxModel opened = OnnxModel.load(model, file.bytes(), 1)) {
            if (calibrated != null) {
                // Better now than after the work.
                Temperature.of(file);
                WholeFile.at(calibrated);
            }
            @Nullable ResultFolder results =
                    out == null
                            ? null
                            : ResultFolder.open(
                                    out, List.of(EvaluationPage.FILE, EvaluationPage.ANSWERS));
            EvaluationResult result = evaluate(opened, folder);
            if (results != null) {
                EvaluationPage.write(result, results);
            }
            print(result, out, json, spec);
            if (calibrated != null) {
                writeCalibrated(calibrated, file, result);
                if (!json) {
                    spec.commandLine().getOut().println("The calibrated model: " + calibrated);
                }
            }
            PrintWriter err = spec.commandLine().getErr();
            result.failures().forEach(reason -> err.println(Main.failure(spec, reason)));
            return result.failures().isEmpty();
        }
    }

    private EvaluationResult evaluate(OnnxModel opened, Path folder) throws IOException {
        List<String> labels = opened.card().labels();
        ClipSelection clips =
                list == null
                        ? ClipSelection.of(folder, labels, split == null ? Part.VALIDATION : split)
                        : ClipSelection.of(folder, labels, ClipList.read(list), list);
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("edgewise", Main.VERSION);
        versions.put("onnx runtime", OnnxModel.runtimeVersion());
        versions.put("model", opened.card().name() + " " + opened.card().version());
        versions.put("model sha-256", opened.hash());
        versions.put("clips from", folder + ": " + clips.how());
        RunContext context = RunContext.capture(Clock.systemUTC(), seed, versions, "");
        return new Evaluation(opened.card(), clips, heldOut, context)
                .run(
                        new LocalRecognizer(opened),
                        threads,
                        Terminal.ofStandardError().progress(true));
    }

    private static void print(
            EvaluationResult result, @Nullable Path out, boolean json, CommandSpec spec) {
        PrintWriter to = spec.commandLine().getOut();
        if (json) {
            to.println(EvaluationJson.text(result));
        } else {
            to.print(EvaluationText.of(result, Terminal.COLUMNS));
            if (out != null) {
                to.println();
                to.println("The page: " + out.resolve(EvaluationPage.FILE));
            }
        }
        to.flush();
    }

    private static void writeCalibrated(Path target, OnnxFile file, EvaluationResult result)
            throws IOException {
        TemperatureCheck check =
                result.temperature()
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                target
                                                        + ": not written: the clips are too few or"
                                                        + " too well recognised for a temperature"));
        if (!check.helps()) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s: not written: on the clips that it is judged on, temperature %.3f"
                                    + " makes confidences no more honest (loss %.4f, before %.4f)",
                            target,
                            check.temperature(),
                            check.after().loss(),
                            check.before().loss()));
        }
        OnnxFile warm = Temperature.apply(file, check.temperature(), check.inWords());
        WholeFile.at(target).write(warm.bytes());
    }

    private static ParameterException wrong(CommandSpec spec, String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
