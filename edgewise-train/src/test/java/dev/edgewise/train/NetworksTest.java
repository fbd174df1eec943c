package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

    @Test
    void thoseThatHelpNamesAreThereUnderTheirNames() {
        assertThat(Networks.NAMES)
                .allSatisfy(
                        name -> {
                            Networks found = Networks.named(name).orElseThrow();
                            assertThat(found.name()).isEqualTo(name);
                            Network network = found.network().apply(10);
                            assertThat(network.name()).isEqualTo(name);
                            assertThat(network.labels()).isEqualTo(10);
                        });
    }

    @Test
    void bcResNetComesInOtherWidthsToo() {
        assertThat(Networks.named("bc-resnet-1.5").orElseThrow().network().apply(3).name())
                .isEqualTo("bc-resnet-1.5");
        assertThat(Networks.named("bc-resnet-8")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "resnet",
                "bc-resnet",
                "bc-resnet-",
                "bc-resnet-0",
                "bc-resnet-0.1",
                "bc-resnet-1.1",
                "bc-resnet-1.50",
                "bc-resnet-01",
                "bc-resnet--1",
                "bc-resnet-NaN",
                "BC-ResNet-1",
                "tutorial-cnn "
            })
    void othersAreNot(String name) {
        assertThat(Networks.named(name)).isEmpty();
    }

    /// What a gradient changes, with 12 labels as in the paper (Kim et al., 2021), which counts
    /// 9.2k, 27.3k and 54.2k.
    @ParameterizedTest
    @CsvSource({"bc-resnet-1, 92", "bc-resnet-2, 273", "bc-resnet-3, 542"})
    void bcResNetIsAsLargeAsInThePaper(String name, int hundreds) {
        assertThat(Math.round(parameters(name) / 100.0)).isEqualTo(hundreds);
    }

    @Test
    void dsCnnIsAsLargeAsItsLayersSay() {
        int first = 64 * 10 * 4 + 2 * 64;
        int block = 64 * 9 + 2 * 64 + 64 * 64 + 2 * 64;
        assertThat(parameters("ds-cnn-s")).isEqualTo(first + 4 * block + 64 * 12 + 12);
    }

    @Test
    void theTutorialsIsAsLargeAsItsLayersSay() {
        int conv = 32 * 9 + 32 + 64 * 32 * 9 + 64;
        int dense = 12_544 * 128 + 128;
        assertThat(parameters("tutorial-cnn")).isEqualTo(conv + dense + 128 * 12 + 12);
    }

    private static int parameters(String name) {
        Moments moments = new Moments();
        moments.add(new float[] {-1, 1});
        Network network = Networks.named(name).orElseThrow().network().apply(12);
        Weights weights = FirstWeights.of(network, moments, new SplittableRandom(1));
        return weights.names().stream()
                .filter(Weights::learned)
                .mapToInt(weight -> weights.values(weight).length)
                .sum();
    }
}
