package dev.edgewise.cli;

import dev.edgewise.link.LinkProfile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The `edgewise` command: chooses a subcommand, and turns what went wrong into a line on standard
/// error and an exit code, for all of them.
@Command(
        name = "edgewise",
        version = "edgewise " + Main.VERSION,
        mixinStandardHelpOptions = true,
        description =
                "Recognises spoken commands at the edge or on a server, and measures which is better.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {"", "Examples:", "  edgewise compare", "  edgewise recognize clip.wav"})
public final class Main implements Callable<Integer> {

    /// The program's version.
    static final String VERSION = "0.1.0";

    /// Done.
    static final int DONE = 0;

    /// Failed, with a line that says why.
    static final int FAILED = 1;

    /// Used wrongly.
    static final int USAGE = 2;

    /// Ended by Ctrl-C: what a shell says of a command that the signal for this (2, SIGINT) ended.
    static final int INTERRUPTED = 128 + 2;

    /// The reader of standard output left: what a shell says of a command that the signal for this
    /// (13, SIGPIPE) ended.
    static final int READER_LEFT = 128 + 13;

    /// The commands by name, in the order in which help lists them.
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("compare", CompareCommand.class);
        COMMANDS.put("report", ReportCommand.class);
        COMMANDS.put("recognize", RecognizeCommand.class);
        COMMANDS.put("serve", ServeCommand.class);
        COMMANDS.put("load", LoadCommand.class);
        COMMANDS.put("link", LinkCommand.class);
        COMMANDS.put("probe", ProbeCommand.class);
        COMMANDS.put("upload", UploadCommand.class);
        COMMANDS.put("model", ModelCommand.class);
        COMMANDS.put("train", TrainerModule.Train.class);
        COMMANDS.put("dataset", TrainerModule.Dataset.class);
    }

    @Spec private CommandSpec spec;

    public static void main(String[] args) {
        start(new Main(), args);
    }

    /// Runs `command`, this program's or one of the trainer's module, with `args` as this
    /// process's only task, and ends the process.
    public static void start(Object command, String... args) {
        QuietLogging.arrange();
        Output.install();
        System.exit(run(command, args));
    }

    /// Without a command there is nothing to do but to say which there are.
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return USAGE;
    }

    /// Runs `command` with `args`. An [IOException] ends it with its message and [#FAILED]; its
    /// message is written for the user.
    static int run(Object command, String... args) {
        CommandLine line = new CommandLine(command);
        if (command instanceof Main) {
            addCommands(line, args);
        }
        line.setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(InetSocketAddress.class, new HostAndPort())
                .registerConverter(LinkProfile.class, Main::link)
                .setOut(writer(System.out))
                .setErr(writer(System.err))
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler(Main::failed);
        try {
            return line.execute(args);
        } catch (Output.Lost e) {
            return lost(e, line);
        }
    }

    /// The names of the commands.
    static Set<String> commands() {
        return Collections.unmodifiableSet(COMMANDS.keySet());
    }

    /// Adds the command that `args` ask for, or all where they ask for help or for none that there
    /// is: making one takes picocli a good part of a start.
    private static void addCommands(CommandLine line, String... args) {
        boolean one = args.length > 0 && COMMANDS.containsKey(args[0]);
        COMMANDS.forEach(
                (name, type) -> {
                    if (!one || name.equals(args[0])) {
                        CommandLine sub = new CommandLine(type);
                        likeItsParent(line, sub);
                        line.addSubcommand(name, sub);
                    }
                });
        if (!one) {
            line.addSubcommand("help", HelpCommand.class);
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
    }

    /// Gives a subcommand the options for help and version, and its parent's version, unless it
    /// brings its own, and then does the same for the subcommand's own subcommands.
    private static void likeItsParent(CommandLine parent, CommandLine sub) {
        CommandSpec spec = sub.getCommandSpec();
        if (!spec.optionsMap().containsKey("--help")) {
            spec.mixinStandardHelpOptions(true);
        }
        if (spec.version().length == 0) {
            spec.version(parent.getCommandSpec().version());
        }
        sub.getSubcommands().values().forEach(next -> likeItsParent(sub, next));
    }

    /// The line that tells of a failure of the command `spec`.
    static String failure(CommandSpec spec, String reason) {
        return spec.qualifiedName() + ": " + Terminal.printable(reason.strip());
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
        String why = firstLine(e);
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            List<String> words = unmatched.getUnmatched();
            if (!command.getSubcommands().isEmpty() && !unmatched.isUnknownOption()) {
                why = "no such command: " + words.getFirst();
            }
            why += unmatched.getSuggestions().stream().findFirst().map(Main::guess).orElse("");
        }
        String line = failure(command.getCommandSpec(), why);
        command.getErr().println(line + " (see " + name + " --help)");
        return USAGE;
    }

    private static String guess(String meant) {
        return "; did you mean " + meant + "?";
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (e instanceof Output.Lost lost) {
            return lost(lost, command);
        }
        if (e instanceof IOException) {
            command.getErr().println(failure(command.getCommandSpec(), firstLine(e)));
            return FAILED;
        }
        throw e;
    }

    private static int lost(Output.Lost e, CommandLine command) {
        if (e.readerLeft()) {
            return READER_LEFT;
        }
        command.getErr().println(failure(command.getCommandSpec(), firstLine(e)));
        return FAILED;
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
