package dev.edgewise.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnergyMeterTest {

    @TempDir Path root;

    private Path zone(String zone, String name, long microjoules) throws IOException {
        Path folder = Files.createDirectories(root.resolve("sys/class/powercap").resolve(zone));
        Files.writeString(folder.resolve("name"), name + "\n");
        Files.writeString(folder.resolve("max_energy_range_uj"), "1000000\n");
        return Files.writeString(folder.resolve("energy_uj"), microjoules + "\n");
    }

    @Test
    void allPackagesCountAndWhatIsInOneDoesNotCountTwice() throws IOException {
        Path first = zone("intel-rapl:0", "package-0", 500);
        Path second = zone("intel-rapl:1", "package-1", 100);
        Path cores = zone("intel-rapl:0:0", "core", 70);
        zone("intel-rapl:2", "psys", 5);
        EnergyMeter meter = EnergyMeter.of(root);
        assertThat(meter.microjoules()).hasValue(0);
        Files.writeString(first, "800\n");
        Files.writeString(second, "150\n");
        Files.writeString(cores, "900\n");
        assertThat(meter.microjoules()).hasValue(350);
        assertThat(meter.why()).isEmpty();
    }

    @Test
    void aCounterThatRanOverGoesOnFromZero() throws IOException {
        Path counter = zone("intel-rapl:0", "package-0", 999_900);
        EnergyMeter meter = EnergyMeter.of(root);
        Files.writeString(counter, "300\n");
        assertThat(meter.microjoules()).hasValue(400);
        Files.writeString(counter, "500\n");
        assertThat(meter.microjoules()).hasValue(600);
    }

    @Test
    void whatFailedOnceIsSaidAfterwards() throws IOException {
        Path counter = zone("intel-rapl:0", "package-0", 1);
        EnergyMeter meter = EnergyMeter.of(root);
        Files.writeString(counter, "much\n");
        assertThat(meter.microjoules()).isEmpty();
        Files.writeString(counter, "4\n");
        assertThat(meter.microjoules()).hasValue(3);
        assertThat(meter.why())
                .startsWith("can't be read any more")
                .contains(counter + ": a number is needed, got 'much'");
    }

    @Test
    void whereThereIsNoMeterOrABrokenOneTheReasonIsSaid() throws IOException {
        EnergyMeter none = EnergyMeter.of(root);
        assertThat(none.microjoules()).isEmpty();
        assertThat(none.why()).isEqualTo("no meter in " + root.resolve("sys/class/powercap"));
        Path counter = zone("intel-rapl:0", "package-0", 1);
        Files.writeString(counter, "much\n");
        assertThat(EnergyMeter.of(root).why())
                .contains(counter + ": a number is needed, got 'much'");
        Files.delete(counter);
        Files.createDirectory(counter);
        assertThat(EnergyMeter.of(root).microjoules()).isEmpty();
    }
}
