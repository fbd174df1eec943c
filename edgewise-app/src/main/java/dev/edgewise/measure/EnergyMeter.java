package dev.edgewise.measure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/// The energy that a machine's processors have used, as Intel and AMD processors count it (RAPL,
/// through Linux's power capping: `/sys/class/powercap/intel-rapl:N`). It is that of the whole
/// packages, whoever used it. Since CVE-2020-8694 only root may read it.
///
/// Counters run over after some minutes under load; who reads more often than that misses nothing.
/// Used by one thread.
public final class EnergyMeter {

    private static final String FOLDER = "sys/class/powercap";

    private final List<Counter> counters;
    private String why;

    private EnergyMeter(List<Counter> counters, String why) {
        this.counters = counters;
        this.why = why;
    }

    /// The meter of this machine.
    public static EnergyMeter ofThisMachine() {
        return of(Path.of("/"));
    }

    /// @param root the folder that holds `sys`
    static EnergyMeter of(Path root) {
        Path folder = root.resolve(FOLDER);
        List<Path> zones = new ArrayList<>();
        // Without what is in a package (intel-rapl:0:0), which is part of it.
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "intel-rapl:[0-9]*")) {
            for (Path zone : found) {
                if (isPackage(zone)) {
                    zones.add(zone);
                }
            }
            Collections.sort(zones);
            List<Counter> counters = new ArrayList<>();
            for (Path zone : zones) {
                counters.add(new Counter(zone));
            }
            return counters.isEmpty() ? none(folder) : new EnergyMeter(counters, "");
        } catch (AccessDeniedException e) {
            return new EnergyMeter(
                    List.of(), e.getFile() + ": only root may read it (since CVE-2020-8694)");
        } catch (IOException e) {
            return Files.isDirectory(folder)
                    ? new EnergyMeter(List.of(), folder + ": can't be read (" + e + ")")
                    : none(folder);
        }
    }

    private static EnergyMeter none(Path folder) {
        return new EnergyMeter(List.of(), "no meter in " + folder);
    }

    private static boolean isPackage(Path zone) throws IOException {
        return zone.getFileName().toString().matches("intel-rapl:[0-9]+")
                && Files.readString(zone.resolve("name")).startsWith("package");
    }

    /// Energy in microjoules since it was opened; nothing where it can't be read.
    public OptionalLong microjoules() {
        if (counters.isEmpty()) {
            return OptionalLong.empty();
        }
        long sum = 0;
        try {
            for (Counter counter : counters) {
                sum += counter.sinceOpened();
            }
            return OptionalLong.of(sum);
        } catch (IOException e) {
            why = "can't be read any more (" + e + ")";
            return OptionalLong.empty();
        }
    }

    /// Why it can't be read, or couldn't once since it was opened; empty if it always could.
    public String why() {
        return why;
    }

    /// One package's.
    private static final class Counter {

        private final Path file;
        private final long range;
        private long last;
        private long sum;

        Counter(Path zone) throws IOException {
            file = zone.resolve("energy_uj");
            range = number(zone.resolve("max_energy_range_uj"));
            last = number(file);
        }

        long sinceOpened() throws IOException {
            long now = number(file);
            sum += now >= last ? now - last : now + range - last;
            last = now;
            return sum;
        }

        private static long number(Path file) throws IOException {
            String text = Files.readString(file).strip();
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new IOException(file + ": a number is needed, got '" + text + "'", e);
            }
        }
    }
}
