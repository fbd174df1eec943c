package dev.edgewise.cli;

import dev.edgewise.link.LinkProfile;
import java.io.IOException;
import java.net.InetSocketAddress;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `edgewise` command: chooses a subcommand, and turns what went wrong into a line on standard
/// error and an exit code, for all of them.
@Command(
        name = "edgewise",
        version = "edgewise " + Main.VERSION,
        mixinStandardHelpOptions = true,
        description =
                "Recognises spoken commands at the edge or on a server, and measures which is better.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LinkCommand.class, ServeCommand.class})
public final class Main {

    /// The program's version.
    static final String VERSION = "0.1.0";

    /// Done.
    static final int DONE = 0;

    /// Failed, with a line that says why.
    static final int FAILED = 1;

    /// Used wrongly.
    static final int USAGE = 2;

    private Main() {}

    public static void main(String[] args) {
        QuietLogging.arrange();
        System.exit(run(new Main(), args));
    }

    /// Runs `command`, this program's or the trainer's, with `args`. An [IOException] ends it with
    /// its message and [#FAILED]; its
    /// message is written for the user.
    public static int run(Object command, String... args) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(InetSocketAddress.class, new HostAndPort())
                .registerConverter(LinkProfile.class, Main::link)
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler(Main::failed)
                .execute(args);
    }

    private static LinkProfile link(String text) {
        try {
            return LinkProfile.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    private static int wrongUsage(CommandLine.ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + oneLine(e) + " (see " + name + " --help)");
        return USAGE;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (e instanceof IOException) {
            String name = command.getCommandSpec().qualifiedName();
            command.getErr().println(name + ": " + oneLine(e));
            return FAILED;
        }
        throw e;
    }

    private static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    }
}
