package dev.edgewise.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.edgewise.Allocation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        Allocation.requireBounded(() -> judge(path), bytes.length, PER_BYTE, FIXED);
    }

    private static void judge(String path) {
        try {
            UploadPath judged = UploadPath.of(path);
            assertThat(judged.toString()).isEqualTo(path).doesNotContain("\\", "\0");
            Path resolved = FOLDER.resolve(judged.toString());
            assertThat(resolved.normalize()).isEqualTo(resolved);
            assertThat(resolved.startsWith(FOLDER)).isTrue();
            assertThat(resolved.getNameCount()).isEqualTo(1 + judged.names().size());
        } catch (FileRefusal e) {
            assertThat(e.getMessage()).doesNotContain("\n", "\r");
        }
    }
}
