package dev.edgewise.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `edgewise` command.
@Command(
        name = "edgewise",
        version = "edgewise 0.1.0",
        mixinStandardHelpOptions = true,
        description =
                "Recognises spoken commands at the edge or on a server, and measures which is better.")
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
