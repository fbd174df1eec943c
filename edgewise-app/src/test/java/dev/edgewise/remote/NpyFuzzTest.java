package dev.edgewise.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.edgewise.Allocation;
import dev.edgewise.oip.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;

/// Whatever the bytes, they are an array of the size that they say or are refused.
@Timeout(20)
class NpyFuzzTest {

    private static final int PER_BYTE = 128;
    private static final int FIXED = 1 << 20;

    @FuzzTest(maxDuration = "10m")
    void anArrayIsReadOrRefused(byte[] bytes) {
        Allocation.requireBounded(() -> read(bytes), bytes.length, PER_BYTE, FIXED);
        read(bytes)
                .ifPresent(
                        tensor ->
                                assertThat(tensor.data().remaining())
                                        .isEqualTo(tensor.count() * tensor.datatype().size()));
    }

    private static Optional<Tensor> read(byte[] bytes) {
        try {
            return Optional.of(NpyFile.parse(Path.of("a.npy"), "x", bytes));
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank();
            return Optional.empty();
        }
    }
}
