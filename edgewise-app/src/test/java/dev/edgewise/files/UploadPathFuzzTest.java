package dev.edgewise.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.edgewise.Allocation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;

/// Whatever the letters, a path that is let in stays in its folder.
@Timeout(20)
class UploadPathFuzzTest {

    private static final int PER_BYTE = 64;
    private static final int FIXED = 1 << 20;
    private static final Path FOLDER = Path.of("/folder");

    @FuzzTest(maxDuration = "10m")
    void aPathStaysInTheFolderOrIsRefused(byte[] bytes) {
        String path = new String(bytes, StandardCharsets.UTF_8);
        Allocation.requireBounded(() -> judged(path), bytes.length, PER_BYTE, FIXED);
        judged(path).ifPresent(judged -> assertInside(path, judged));
    }

    private static Optional<UploadPath> judged(String path) {
        try {
            return Optional.of(UploadPath.of(path));
        } catch (FileRefusal e) {
            assertThat(e.getMessage()).doesNotContain("\n", "\r");
            return Optional.empty();
        }
    }

    private static void assertInside(String path, UploadPath judged) {
        assertThat(judged.toString()).isEqualTo(path).doesNotContain("\\", "\0");
        Path resolved = FOLDER.resolve(path);
        assertThat(resolved.normalize()).isEqualTo(resolved);
        assertThat(resolved.startsWith(FOLDER)).isTrue();
        assertThat(resolved.getNameCount()).isEqualTo(1 + judged.names().size());
    }
}
