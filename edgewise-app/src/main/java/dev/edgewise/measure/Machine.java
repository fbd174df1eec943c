package dev.edgewise.measure;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What Linux says of the hardware in `/proc` and `/sys`. Where a file isn't there, as on other
/// systems, in many containers and virtual machines, the fact is `not readable`.
final class Machine {

    static final String NOT_READABLE = "not readable";

    private final Path root;

    /// @param root the folder that holds `proc` and `sys`
    Machine(Path root) {
        this.root = root;
    }

    /// All facts, in the order to show them.
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cpu", cpu().orElse(NOT_READABLE));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("cpu limit", cpuLimit().orElse(NOT_READABLE));
        facts.put("governor", governor().orElse(NOT_READABLE));
        facts.put("temperature", temperature().orElse(NOT_READABLE));
        facts.put("power source", powerSource().orElse(NOT_READABLE));
        facts.put("power mode", powerMode().orElse(NOT_READABLE));
        return facts;
    }

    /// `model name` on x86, `Model` (the board) on a Raspberry Pi, `Hardware` on older ARM.
    private Optional<String> cpu() {
        List<String> lines = lines("proc/cpuinfo");
        for (String key : List.of("model name", "Model", "Hardware")) {
            for (String line : lines) {
                String[] parts = line.split(":", 2);
                if (parts.length == 2 && parts[0].strip().equals(key)) {
                    return Optional.of(parts[1].strip());
                }
            }
        }
        return text("sys/firmware/devicetree/base/model");
    }

    /// The control group's quota (version 2, then 1), as a number of CPUs.
    private Optional<String> cpuLimit() {
        Optional<String> two = text("sys/fs/cgroup/cpu.max");
        if (two.isPresent()) {
            String[] parts = two.get().split(" ", -1);
            return parts.length == 2 ? quota(parts[0], parts[1]) : Optional.empty();
        }
        Optional<String> quota = text("sys/fs/cgroup/cpu/cpu.cfs_quota_us");
        Optional<String> period = text("sys/fs/cgroup/cpu/cpu.cfs_period_us");
        return quota.isPresent() && period.isPresent()
                ? quota(quota.get(), period.get())
                : Optional.empty();
    }

    private static Optional<String> quota(String quota, String period) {
        if (quota.equals("max") || quota.startsWith("-")) {
            return Optional.of("none");
        }
        try {
            double cpus = Double.parseDouble(quota) / Double.parseDouble(period);
            return Optional.of(String.format(Locale.ROOT, "%.2f CPUs", cpus));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<String> governor() {
        TreeSet<String> governors = new TreeSet<>();
        for (Path cpu : entries("sys/devices/system/cpu", "cpu[0-9]*")) {
            text(cpu.resolve("cpufreq/scaling_governor")).ifPresent(governors::add);
        }
        return governors.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", governors));
    }

    /// The hottest zone.
    private Optional<String> temperature() {
        return entries("sys/class/thermal", "thermal_zone*").stream()
                .flatMap(zone -> text(zone.resolve("temp")).stream())
                .flatMap(Machine::millidegrees)
                .max(Double::compare)
                .map(degrees -> String.format(Locale.ROOT, "%.0f °C", degrees));
    }

    private static Stream<Double> millidegrees(String text) {
        try {
            return Stream.of(Integer.parseInt(text) / 1000.0);
        } catch (NumberFormatException e) {
            return Stream.empty();
        }
    }

    /// `mains` if a supply is on line, else the battery's own word and charge.
    private Optional<String> powerSource() {
        List<String> found = new ArrayList<>();
        for (Path supply : entries("sys/class/power_supply", "*")) {
            String type = text(supply.resolve("type")).orElse("");
            boolean online = text(supply.resolve("online")).orElse("").equals("1");
            if (!type.equals("Battery") && online) {
                return Optional.of("mains");
            }
            if (type.equals("Battery")) {
                found.add(
                        "battery, %s, %s %%"
                                .formatted(
                                        text(supply.resolve("status")).orElse("unknown"),
                                        text(supply.resolve("capacity")).orElse("?")));
            }
        }
        return found.stream().findFirst();
    }

    private Optional<String> powerMode() {
        return text("sys/firmware/acpi/platform_profile")
                .or(
                        () ->
                                text(
                                        "sys/devices/system/cpu/cpu0/cpufreq/"
                                                + "energy_performance_preference"));
    }

    private List<Path> entries(String folder, String glob) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(root.resolve(folder), glob)) {
            found.forEach(entries::add);
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        Collections.sort(entries);
        return entries;
    }

    private Optional<String> text(String file) {
        return text(root.resolve(file));
    }

    private static Optional<String> text(Path file) {
        try {
            // A device tree's texts end in a zero.
            String text = Files.readString(file).replace("\0", "").strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private List<String> lines(String file) {
        return text(file).map(text -> text.lines().toList()).orElse(List.of());
    }
}
