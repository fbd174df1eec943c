package dev.edgewise.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.edgewise.Allocation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Timeout;

/// Whatever the letters, a percent-encoded path is decoded once and whole, or refused.
@Timeout(20)
class PercentCodeFuzzTest {

    private static final int PER_BYTE = 64;
    private static final int FIXED = 1 << 20;

    @FuzzTest(maxDuration = "10m")
    void aPathIsDecodedOrRefused(byte[] bytes) {
        String path = new String(bytes, StandardCharsets.ISO_8859_1);
        Allocation.requireBounded(() -> decode(path), bytes.length, PER_BYTE, FIXED);
    }

    @FuzzTest(maxDuration = "10m")
    void whatWasEncodedComesBack(byte[] bytes) throws HttpFailure {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");

        assertThat(PercentCode.decode(encoded)).isEqualTo(text);
    }

    private static void decode(String path) {
        try {
            assertThat(PercentCode.decode(path).length()).isLessThanOrEqualTo(path.length());
        } catch (HttpFailure e) {
            assertThat(e.status()).isEqualTo(400);
        }
    }
}
