package dev.edgewise.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunContextTest {

    @TempDir Path root;

    @Test
    void itSaysWhenOnWhatAndWithWhat() {
        Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
        Map<String, String> entries =
                RunContext.capture(clock, 42, Map.of("model", "sha256:abc"), "on a VPN").entries();

        assertThat(entries)
                .containsEntry("date", "2026-01-02T03:04:05Z")
                .containsEntry("seed", "42")
                .containsEntry("model", "sha256:abc")
                .containsEntry("note", "on a VPN")
                .containsKeys("cpu", "cores", "governor", "temperature", "power source", "jvm");
        assertThat(entries.get("jvm")).contains(System.getProperty("java.vm.version"));
        assertThat(entries.values()).noneMatch(String::isBlank);
    }

    @Test
    void withoutANoteThereIsNoEntryForIt() {
        assertThat(RunContext.capture(Clock.systemUTC(), 1, Map.of(), " ").entries())
                .doesNotContainKey("note");
    }

    @Test
    void whatCannotBeReadSaysSo() {
        assertThat(new Machine(root).facts())
                .containsEntry("cpu", "not readable")
                .containsEntry("cpu limit", "not readable")
                .containsEntry("governor", "not readable")
                .containsEntry("temperature", "not readable")
                .containsEntry("power source", "not readable")
                .containsEntry("power mode", "not readable");
    }

    @Test
    void aNotebookOnItsBatteryIsDescribed() throws IOException {
        put("proc/cpuinfo", "processor\t: 0\nmodel\t\t: 142\nmodel name\t: Some CPU @ 2.0GHz\n");
        put("sys/fs/cgroup/cpu.max", "150000 100000\n");
        put("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n");
        put("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "powersave\n");
        put("sys/class/thermal/thermal_zone0/temp", "41000\n");
        put("sys/class/thermal/thermal_zone1/temp", "58400\n");
        put("sys/class/power_supply/AC/type", "Mains\n");
        put("sys/class/power_supply/AC/online", "0\n");
        put("sys/class/power_supply/BAT0/type", "Battery\n");
        put("sys/class/power_supply/BAT0/status", "Discharging\n");
        put("sys/class/power_supply/BAT0/capacity", "83\n");
        put("sys/firmware/acpi/platform_profile", "low-power\n");

        assertThat(new Machine(root).facts())
                .containsEntry("cpu", "Some CPU @ 2.0GHz")
                .containsEntry("cpu limit", "1.50 CPUs")
                .containsEntry("governor", "powersave")
                .containsEntry("temperature", "58 °C")
                .containsEntry("power source", "battery, Discharging, 83 %")
                .containsEntry("power mode", "low-power");
    }

    @Test
    void aPluggedInMachineIsOnMains() throws IOException {
        put("sys/class/power_supply/AC/type", "Mains\n");
        put("sys/class/power_supply/AC/online", "1\n");
        put("sys/class/power_supply/BAT0/type", "Battery\n");
        put("sys/fs/cgroup/cpu.max", "max 100000\n");

        assertThat(new Machine(root).facts())
                .containsEntry("power source", "mains")
                .containsEntry("cpu limit", "none");
    }

    @Test
    void anOlderControlGroupIsRead() throws IOException {
        put("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "200000\n");
        put("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");

        assertThat(new Machine(root).facts()).containsEntry("cpu limit", "2.00 CPUs");
    }

    @Test
    void aBoardIsNamedWhereItsCpuIsNot() throws IOException {
        put("proc/cpuinfo", "processor\t: 0\nFeatures\t: fp\nModel\t\t: Small Board Rev 1\n");

        assertThat(new Machine(root).facts()).containsEntry("cpu", "Small Board Rev 1");
    }

    @Test
    void nonsenseIsNotReadable() throws IOException {
        put("sys/fs/cgroup/cpu.max", "lots of it\n");
        put("sys/class/thermal/thermal_zone0/temp", "hot\n");

        assertThat(new Machine(root).facts())
                .containsEntry("cpu limit", "not readable")
                .containsEntry("temperature", "not readable");
    }

    private void put(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
