package dev.edgewise.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `edgewise model`: what can be done with a model, a subcommand each.
@Command(
        name = "model",
        description = {
            "Looks into models, judges them, makes them smaller, and cuts them in two.",
            "",
            "list, info, verify, cut and profile take any ONNX file."
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            ModelListCommand.class,
            ModelInfoCommand.class,
            ModelVerifyCommand.class,
            ModelEvaluateCommand.class,
            ModelQuantizeCommand.class,
            ModelCutCommand.class,
            ModelProfileCommand.class
        },
        footer = {"", "Examples:", "  edgewise model list", "  edgewise model info bc-resnet"})
final class ModelCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    /// Without a command there is nothing to do but to say which there are.
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Main.USAGE;
    }
}
