package dev.edgewise.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a process uses; nothing where that can't be known.
///
/// @param cpuNanos processor time, its own and the system's for it, as fine as the system counts:
///     in ticks of 10 ms on Linux
/// @param memoryBytes resident memory at the moment
public record ProcessUsage(OptionalLong cpuNanos, OptionalLong memoryBytes) {

    /// Nothing is known.
    public static final ProcessUsage UNKNOWN =
            new ProcessUsage(OptionalLong.empty(), OptionalLong.empty());

    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

    /// What a process of this machine uses: processor time since it began.
    public static ProcessUsage of(ProcessHandle process) {
        return new ProcessUsage(cpu(process), memory(process));
    }

    /// The processor time since `before`, and the memory now.
    public ProcessUsage since(ProcessUsage before) {
        boolean known = cpuNanos.isPresent() && before.cpuNanos.isPresent();
        return new ProcessUsage(
                known
                        ? OptionalLong.of(
                                Math.max(0, cpuNanos.getAsLong() - before.cpuNanos.getAsLong()))
                        : OptionalLong.empty(),
                memoryBytes);
    }

    private static OptionalLong cpu(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .map(duration -> OptionalLong.of(duration.toNanos()))
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong memory(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try {
            Matcher matcher = RESIDENT.matcher(Files.readString(status));
            return matcher.find()
                    ? OptionalLong.of(Long.parseLong(matcher.group(1)) << 10)
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
