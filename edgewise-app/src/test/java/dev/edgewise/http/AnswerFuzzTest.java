package dev.edgewise.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.edgewise.Allocation;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;

/// Whatever a server sends, and however it comes, it is read as an answer or refused in one
/// line, in memory that is in proportion to what came, not to what it promises.
@Timeout(20)
class AnswerFuzzTest {

    private static final int PER_BYTE = 128;
    private static final int FIXED = 4 << 20;
    private static final int LARGEST = 80 << 20;

    /// The first byte says how many bytes come at a time.
    @FuzzTest(maxDuration = "10m")
    void anAnswerIsReadOrRefused(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        Allocation.requireBounded(() -> read(bytes), bytes.length, PER_BYTE, FIXED);
        read(bytes)
                .ifPresent(
                        answer -> {
                            assertThat(answer.status()).isBetween(200, 999);
                            assertThat(answer.length()).isLessThan(bytes.length);
                        });
    }

    private static Optional<HttpAnswer> read(byte[] bytes) {
        int step = Math.max(1, bytes[0] & 0xff);
        int[] at = {1};
        AnswerReader reader =
                new AnswerReader(
                        (into, offset, length) -> {
                            int n = Math.min(Math.min(step, length), bytes.length - at[0]);
                            System.arraycopy(bytes, at[0], into, offset, n);
                            at[0] += n;
                            return n == 0 ? -1 : n;
                        });
        reader.begin();
        try {
            return Optional.of(reader.next("http://a", LARGEST));
        } catch (IOException e) {
            assertThat(e.getMessage()).doesNotContain("\n", "\r");
            return Optional.empty();
        }
    }
}
