package dev.edgewise.files.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.edgewise.Allocation;
import dev.edgewise.files.UploadFolder;
import dev.edgewise.files.UploadPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whatever an SFTP client sends, files stay in the folder, and what isn't whole leaves nothing.
@Timeout(20)
class SftpFuzzTest {

    private static final int PER_BYTE = 1 << 14;
    private static final int FIXED = 1 << 22;
    private static final int LARGEST = 1 << 16;

    @TempDir static Path temp;

    @FuzzTest(maxDuration = "10m")
    void whatAClientSendsIsAnsweredOrEndsTheSession(byte[] bytes) throws IOException {
        Path root = Files.createDirectories(temp.resolve("uploads"));
        SftpCommand command = new SftpCommand(UploadFolder.open(root, LARGEST), new Transfers());
        Allocation.requireBounded(() -> run(command, bytes), bytes.length, PER_BYTE, FIXED);
        try (Stream<Path> outside = Files.list(temp);
                Stream<Path> inside = Files.list(root)) {
            assertThat(outside).containsExactly(root);
            assertThat(inside.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith(UploadPath.UNFINISHED));
        }
    }

    private static void run(SftpCommand command, byte[] bytes) {
        OutputStream none = OutputStream.nullOutputStream();
        try {
            assertThat(command.run(new ByteArrayInputStream(bytes), none, none))
                    .isEqualTo(StreamCommand.DONE);
        } catch (IOException e) {
            assertThat(e.getMessage()).doesNotContain("\n", "\r");
        }
    }
}
