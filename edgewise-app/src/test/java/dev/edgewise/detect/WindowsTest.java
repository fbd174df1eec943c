package dev.edgewise.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10})
    void theSamplesOfEachWindowAreThoseOfItsPlaceHoweverTheyCome(int hop) throws IOException {
        float[] samples = new float[1_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i;
        }
        SplittableRandom random = new SplittableRandom(hop);
        Windows windows = new Windows(10, hop);
        List<Long> firsts = new ArrayList<>();
        int at = 0;
        while (at < samples.length) {
            int size = Math.min(samples.length - at, random.nextInt(40));
            windows.feed(
                    Arrays.copyOfRange(samples, at, at + size),
                    (first, window) -> {
                        firsts.add(first);
                        assertThat(window)
                                .isEqualTo(
                                        Arrays.copyOfRange(samples, (int) first, (int) first + 10));
                    });
            at += size;
        }
        List<Long> expected = new ArrayList<>();
        for (long first = 0; first + 10 <= samples.length; first += hop) {
            expected.add(first);
        }
        assertThat(firsts).isEqualTo(expected);
    }

    @Test
    void whatNoWindowHasHeardIsFollowedBySilenceAtTheEnd() throws IOException {
        assertThat(all(10, 4, 3)).containsExactly("0: 1 1 1 0 0 0 0 0 0 0");
        assertThat(all(10, 4, 10)).containsExactly("0: 1 1 1 1 1 1 1 1 1 1");
        assertThat(all(10, 4, 11))
                .containsExactly("0: 1 1 1 1 1 1 1 1 1 1", "4: 1 1 1 1 1 1 1 0 0 0");
        assertThat(all(10, 4, 0)).isEmpty();
    }

    @Test
    void aHopBeyondTheWindowIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Windows(10, 11))
                .withMessage("hop: expected 1 to 10 samples, a window's length, got 11");
    }

    private static List<String> all(int length, int hop, int samples) throws IOException {
        List<String> all = new ArrayList<>();
        Windows.Sink sink =
                (first, window) -> {
                    StringBuilder line = new StringBuilder(first + ":");
                    for (float sample : window) {
                        line.append(' ').append((int) sample);
                    }
                    all.add(line.toString());
                };
        Windows windows = new Windows(length, hop);
        float[] ones = new float[samples];
        Arrays.fill(ones, 1);
        windows.feed(ones, sink);
        windows.end(sink);
        return all;
    }
}
