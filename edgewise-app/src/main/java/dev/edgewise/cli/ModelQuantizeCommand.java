package dev.edgewise.cli;

import dev.edgewise.model.ModelCard;
import dev.edgewise.model.OnnxFile;
import dev.edgewise.model.OnnxModel;
import dev.edgewise.model.SelfTest;
import dev.edgewise.model.WholeFile;
import dev.edgewise.model.quantize.Calibration;
import dev.edgewise.model.quantize.Quantized;
import dev.edgewise.model.quantize.Quantizer;
import dev.edgewise.model.quantize.Search;
import dev.edgewise.report.ProgressBar;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `edgewise model quantize`: the same model in 8-bit whole numbers, if it is nearly as good.
@Command(
        name = "quantize",
        description = {
            "Writes a model in 8-bit whole numbers, and says what that costs and gains.",
            "",
            "Weights become int8, with a scale for each channel; the ranges of what lies between the layers are measured on clips of the words to recognise. Then both models are compared on the validation clips. Where accuracy falls by more than "
                    + ModelQuantizeCommand.MOST_POINTS
                    + " point, nothing is written."
        },
        footer = {
            "",
            "Examples:",
            "  edgewise model quantize tutorial-cnn --data speech_commands --out small.onnx"
        })
final class ModelQuantizeCommand implements Callable<Integer> {

    /// A fall in accuracy beyond this many points is refused.
    static final int MOST_POINTS = 1;

    private static final int MOST_CLIPS = 2_000;

    @Parameters(
            paramLabel = "NAME|FILE",
            description =
                    "A shipped model or an ONNX file that takes a waveform and has a card: without sample rate and labels no clip fits.")
    private String model = "";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description =
                    "Recordings in Speech Commands' layout: a folder a word, and validation_list.txt. Clips that aren't for validation or testing calibrate.")
    private Path data = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The ONNX file to write.")
    private Path out = Path.of("");

    @Option(
            names = "--clips",
            paramLabel = "N",
            defaultValue = "200",
            description =
                    "Measure the ranges on N clips, up to 2000; others, 100 at most, decide how they are clipped. Default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(
            names = "--list",
            paramLabel = "FILE",
            description =
                    "Compare on the clips in this list (see docs/quantize.md), not on all for validation.")
    private @Nullable Path list;

    @Option(
            names = "--from",
            paramLabel = "TENSOR",
            description =
                    "Leave everything before TENSOR float32. Default: the features that a front end makes, or the input.")
    private @Nullable String from;

    @Option(names = "--force", description = "Write the model however much worse it is.")
    private boolean force;

    @Option(
            names = "--json",
            description =
                    "Print one JSON object with size, speed and accuracy of both models, and what was chosen.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (count < 1 || count > MOST_CLIPS) {
            throw new ParameterException(
                    spec.commandLine(), "--clips: expected 1 to " + MOST_CLIPS + ", got " + count);
        }
        WholeFile file = WholeFile.at(out);
        OnnxFile before = OnnxFile.open(model);
        if (before.card().isEmpty()) {
            throw new IOException(
                    model
                            + ": has no card; to calibrate it on clips, labels, sample_rate and"
                            + " samples are needed in its metadata_props");
        }
        ModelCard card = before.card().get();
        // What doesn't take a waveform says so here.
        OnnxModel.load(model, before.bytes(), 1).close();
        Quantizer quantizer = Quantizer.of(model, before.bytes(), Optional.ofNullable(from));
        QuantizeClips clips =
                QuantizeClips.of(data, Optional.ofNullable(list), card, count, this::say);
        Terminal terminal = Terminal.ofStandardError();
        Calibration calibration;
        try (ProgressBar bar =
                terminal.progress(true).start("calibrate", 2L * clips.ranges().size())) {
            calibration = quantizer.calibrate(clips.ranges(), () -> bar.step(""));
        }
        QuantizeClips.Score score;
        Quantized small;
        try (ProgressBar bar = terminal.progress(true).start("choose", 0)) {
            score = clips.score(before.bytes(), why -> bar.say(Main.failure(spec, why)));
            small =
                    Search.run(
                            quantizer,
                            calibration,
                            before.bytes(),
                            clips.choices(),
                            score.accuracy(),
                            bytes -> clips.score(bytes, _ -> {}).accuracy(),
                            bar::step);
        }
        double fall = score.accuracy() - small.accuracy();
        byte[] bytes = small.with(card(before, card, small, score, clips.ranges().size()));
        QuantizeResult result =
                new QuantizeResult(
                        quantizer.choices(),
                        small,
                        before.bytes().length,
                        bytes.length,
                        score.accuracy(),
                        score.clips(),
                        clips.ranges().size(),
                        MedianTimes.of(before.bytes(), bytes, clips.choices()));
        boolean refused = fall > MOST_POINTS / 100.0 && !force;
        if (!refused) {
            file.write(bytes);
        }
        PrintWriter print = spec.commandLine().getOut();
        print.println(json ? result.json(out, !refused) : result.text());
        if (refused) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s: accuracy falls by %.1f points, more than %d: nothing is written (--force writes it)",
                            model,
                            100 * fall,
                            MOST_POINTS));
        }
        if (!json) {
            print.println("wrote " + out);
        }
        return Main.DONE;
    }

    private void say(String why) {
        spec.commandLine().getErr().println(Main.failure(spec, why));
    }

    /// The card of the 8-bit model: the same, with what was done and how good it is now.
    private ModelCard card(
            OnnxFile before,
            ModelCard card,
            Quantized small,
            QuantizeClips.Score score,
            int calibration)
            throws IOException {
        String recipe =
                "%s; then int8 (Q/DQ, a scale a channel), ranges from %d clips: %s%s"
                        .formatted(
                                card.recipe(),
                                calibration,
                                small.clipping(),
                                small.kept().isEmpty()
                                        ? ""
                                        : "; float32: " + String.join(", ", small.kept()));
        String scores =
                String.format(
                        Locale.ROOT,
                        "int8: %.1f %% of %d validation clips (the float32 model on these: %.1f %%); float32: %s",
                        100 * small.accuracy(),
                        score.clips(),
                        100 * score.accuracy(),
                        card.scores());
        ModelCard changed =
                new ModelCard(
                        card.name(),
                        card.version(),
                        card.labels(),
                        card.sampleRate(),
                        card.samples(),
                        card.data(),
                        recipe,
                        card.seed(),
                        scores);
        return card.selfTest().isEmpty()
                ? changed
                : changed.with(
                        SelfTest.of(before.source(), small.bytes(), card.selfTest().get().clip()));
    }
}
