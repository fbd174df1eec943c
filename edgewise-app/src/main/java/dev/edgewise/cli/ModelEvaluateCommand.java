package dev.edgewise.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `edgewise model evaluate`: how good a model is.
@Command(
        name = "evaluate",
        description = "Says how good a model is at finding words in long audio.",
        footer = {
            "",
            "Example:",
            "  edgewise model evaluate tutorial-cnn --stream street.wav --out street"
        })
final class ModelEvaluateCommand implements Callable<Integer> {

    @Parameters(
            arity = "1",
            paramLabel = "MODEL",
            description = "A shipped model or one of Edgewise's ONNX files.")
    private String model = "";

    @ArgGroup(exclusive = false, multiplicity = "1")
    private StreamOptions stream = new StreamOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write a page, the figures and the detections into this folder.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        stream.evaluate(model, out, json, spec);
        return Main.DONE;
    }
}
