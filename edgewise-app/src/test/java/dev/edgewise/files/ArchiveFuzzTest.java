package dev.edgewise.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.edgewise.Allocation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whatever comes as an archive, files stay in the folder, and whole.
@Timeout(20)
class ArchiveFuzzTest {

    private static final int PER_BYTE = 4096;
    private static final int FIXED = 1 << 22;
    private static final int LARGEST = 1 << 16;

    @TempDir static Path temp;

    @FuzzTest(maxDuration = "10m")
    void anArchiveIsUnpackedInTheFolderOrRefused(byte[] bytes) throws IOException {
        Path root = Files.createDirectories(temp.resolve("uploads"));
        UploadFolder folder = UploadFolder.open(root, LARGEST);
        Allocation.requireBounded(
                () -> {
                    try {
                        Archive.unpack(new ByteArrayInputStream(bytes), folder, "");
                    } catch (FileRefusal | FileTooLarge | FileNotKept | Archive.Broken e) {
                        assertThat(e.getMessage()).doesNotContain("\n", "\r");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                bytes.length,
                PER_BYTE,
                FIXED);
        try (Stream<Path> outside = Files.list(temp);
                Stream<Path> inside = Files.list(root)) {
            assertThat(outside).containsExactly(root);
            assertThat(inside.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith(UploadPath.UNFINISHED));
        }
    }
}
