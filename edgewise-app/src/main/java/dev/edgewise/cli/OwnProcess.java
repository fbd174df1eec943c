package dev.edgewise.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How this program was started, so that child processes are started alike: the same Java, flags
/// and class path.
final class OwnProcess {

    /// What concerns this process alone: debuggers and agents, logs, and what is recorded of it.
    private static final List<String> OWN =
            List.of(
                    "-agentlib:",
                    "-agentpath:",
                    "-javaagent:",
                    "-Xlog",
                    "-XX:StartFlightRecording",
                    "-XX:AOTMode",
                    "-XX:AOTConfiguration",
                    "-XX:AOTCacheOutput",
                    "-Dcom.sun.management.jmxremote",
                    "-Dedgewise.columns");

    private OwnProcess() {}

    /// The command line up to the program's arguments.
    static List<String> program() {
        List<String> program = new ArrayList<>();
        program.add(
                ProcessHandle.current()
                        .info()
                        .command()
                        .orElse(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString()));
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (OWN.stream().noneMatch(flag::startsWith)) {
                program.add(flag);
            }
        }
        program.add("-cp");
        program.add(System.getProperty("java.class.path"));
        program.add(Main.class.getName());
        return program;
    }
}
