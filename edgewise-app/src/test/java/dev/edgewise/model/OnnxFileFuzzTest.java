package dev.edgewise.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.edgewise.Allocation;
import org.junit.jupiter.api.Timeout;

/// Whatever the bytes, an ONNX file is parsed or refused in a line. (ONNX Runtime, which is native
/// code, has its own reader and isn't asked here.)
@Timeout(20)
class OnnxFileFuzzTest {

    private static final int PER_BYTE = 512;
    private static final int FIXED = 1 << 20;

    @FuzzTest(maxDuration = "10m")
    void aFileIsParsedOrRefused(byte[] bytes) {
        Allocation.requireBounded(() -> parse(bytes), bytes.length, PER_BYTE, FIXED);
    }

    private static void parse(byte[] bytes) {
        try {
            OnnxFile file = OnnxFile.of("a.onnx", bytes);
            assertThat(file.format()).isPositive();
            assertThat(file.opsets()).isNotNull();
            assertThat(file.metadata()).isNotNull();
            assertThat(file.card()).isNotNull();
            file.inputs().forEach(port -> assertThat(port.name()).isNotNull());
            file.outputs().forEach(port -> assertThat(port.name()).isNotNull());
        } catch (ModelException e) {
            assertThat(e.getMessage()).startsWith("a.onnx: ").doesNotContain("\n", "\r");
        }
    }
}
