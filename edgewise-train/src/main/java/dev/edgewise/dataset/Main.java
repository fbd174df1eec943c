package dev.edgewise.dataset;

import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The `edgewise dataset` command: chooses one of its own.
@Command(
        name = "edgewise dataset",
        version = "edgewise 0.1.0",
        mixinStandardHelpOptions = true,
        subcommands = {
            FetchCommand.class,
            InfoCommand.class,
            VerifyCommand.class,
            HelpCommand.class
        },
        description = "Fetches, counts and checks recordings of words.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Examples:",
            "  edgewise dataset fetch --to speech_commands",
            "  edgewise dataset verify speech_commands"
        })
public final class Main implements Callable<Integer> {

    @Spec private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        boolean named = args.length > 0 && args[0].equals("dataset");
        dev.edgewise.cli.Main.start(
                new Main(), named ? Arrays.copyOfRange(args, 1, args.length) : args);
    }

    /// Without a command there is nothing to do but to say which there are.
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
