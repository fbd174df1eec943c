package dev.edgewise.measure;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a measurement was made on, with and when: without it, no figure means anything.
///
/// @param date when it began
/// @param os name, version and architecture
/// @param machine what the hardware says of itself, by name: `cpu`, `cores`, `cpu limit`,
///     `governor`, `temperature`, `power source`, `power mode`. What can't be read says so
/// @param jvm name and version
/// @param jvmFlags as given on the command line
/// @param versions of the parts that matter, and hashes of models, by name; the caller knows
///     them
/// @param seed that all randomness came from
/// @param note the user's own words; empty if there are none
public record RunContext(
        Instant date,
        String os,
        Map<String, String> machine,
        String jvm,
        List<String> jvmFlags,
        Map<String, String> versions,
        long seed,
        String note) {

    public RunContext {
        machine = Collections.unmodifiableMap(new LinkedHashMap<>(machine));
        jvmFlags = List.copyOf(jvmFlags);
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    }

    /// Reads what this machine and JVM say of themselves.
    public static RunContext capture(
            Clock clock, long seed, Map<String, String> versions, String note) {
        return new RunContext(
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                "%s %s %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")),
                new Machine(Path.of("/")).facts(),
                "%s %s"
                        .formatted(
                                System.getProperty("java.vm.name"),
                                System.getProperty("java.vm.version")),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                versions,
                seed,
                note);
    }

    /// All of it by name, in the order to show it.
    public Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("date", date.toString());
        entries.putAll(machine);
        entries.put("os", os);
        entries.put("jvm", jvm);
        entries.put("jvm flags", jvmFlags.isEmpty() ? "none" : String.join(" ", jvmFlags));
        entries.putAll(versions);
        entries.put("seed", Long.toString(seed));
        if (!note.isBlank()) {
            entries.put("note", note);
        }
        return Collections.unmodifiableMap(entries);
    }
}
