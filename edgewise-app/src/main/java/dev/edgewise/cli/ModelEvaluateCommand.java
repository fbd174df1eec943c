package dev.edgewise.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `edgewise model evaluate`: how good a model is, on clips or in long audio.
@Command(
        name = "evaluate",
        description = {
            "Says how good a model is.",
            "",
            "On clips: DIR has a folder of WAV files a word, as Speech Commands has. Where the"
                    + " model has these labels, other words count as _unknown_ and seconds of"
                    + " _background_noise_ as _silence_. Says accuracy, recall and precision with"
                    + " 95 %% intervals, what was taken for what, false accepts against false"
                    + " rejects, how honest confidences are, and how it depends on who speaks.",
            "",
            "In long audio: false accepts an hour and missed words, against a label track."
        },
        footer = {
            "",
            "Examples:",
            "  edgewise model evaluate bc-resnet speech-commands --out report",
            "  edgewise model evaluate my.onnx recordings --split all --json",
            "  edgewise model evaluate bc-resnet --stream street.wav --out street"
        })
final class ModelEvaluateCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description = "A shipped model or one of Edgewise's ONNX files.")
    private String model = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DIR",
            description = "The folder with a folder of clips a word.")
    private @Nullable Path folder;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Write a page, the figures and every answer or detection into this folder.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @ArgGroup(exclusive = false, heading = "%nOn clips:%n", order = 1)
    private @Nullable ClipOptions clips;

    @ArgGroup(exclusive = false, heading = "%nIn long audio:%n", order = 2)
    private @Nullable StreamOptions stream;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (stream != null && (folder != null || clips != null)) {
            throw wrong("--stream: takes no DIR and no options for clips");
        }
        if (stream != null) {
            stream.evaluate(model, out, json, spec);
            return Main.DONE;
        }
        if (folder == null) {
            throw wrong("DIR with clips, or --stream FILE, is needed");
        }
        ClipOptions wanted = clips == null ? new ClipOptions() : clips;
        return wanted.evaluate(model, folder, out, json, spec) ? Main.DONE : Main.FAILED;
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
