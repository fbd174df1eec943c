package dev.edgewise.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.edgewise.Pipe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UploadFolderTest {

    private static final long LARGEST = 1000;
    private static final byte[] BYTES = "clip".getBytes(StandardCharsets.UTF_8);

    @TempDir Path temp;
    private Path root;
    private UploadFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        root = Files.createDirectory(temp.resolve("uploads"));
        Files.writeString(temp.resolve("outside.wav"), "secret");
        Files.createDirectories(temp.resolve("elsewhere"));
        Files.writeString(temp.resolve("elsewhere/a.wav"), "secret");
        folder = UploadFolder.open(root, LARGEST);
    }

    private static byte[] read(UploadFolder folder, String path) throws IOException {
        try (StoredFile file = folder.open(path)) {
            return file.bytes();
        }
    }

    private boolean write(String path) throws IOException {
        return folder.write(path, new ByteArrayInputStream(BYTES));
    }

    private List<String> everything() throws IOException {
        try (Stream<Path> paths = Files.walk(temp)) {
            return paths.map(path -> temp.relativize(path).toString()).sorted().toList();
        }
    }

    @Test
    void whatIsWrittenIsReadListedAndDeleted() throws IOException {
        assertThat(write("yes/ü b.wav")).isTrue();
        assertThat(write("yes/ü b.wav")).isFalse();
        assertThat(read(folder, "yes/ü b.wav")).isEqualTo(BYTES);
        assertThat(folder.list()).containsExactly(new UploadFolder.Entry("yes/ü b.wav", 4));
        folder.delete("yes/ü b.wav");
        assertThat(folder.list()).isEmpty();
        assertThatExceptionOfType(FileRefusal.class).isThrownBy(() -> read(folder, "yes/ü b.wav"));
    }

    static List<String> pathsThatLeadOut() {
        return List.of(
                "",
                ".",
                "..",
                "../outside.wav",
                "../nothing.wav",
                "a/../../outside.wav",
                "a/../b.wav",
                "./a.wav",
                "/etc/passwd",
                "/etc/nothing",
                "//host/share/a.wav",
                "a//b.wav",
                "a/",
                "..\\outside.wav",
                "a\\b.wav",
                "C:\\a.wav",
                "C:/a.wav",
                "c:a.wav",
                "a.wav\0",
                "a\0/../../outside.wav",
                "a\nb.wav",
                "\ud800.wav",
                "x".repeat(256),
                "x".repeat(90) + "/y".repeat(500),
                ".edgewise-upload-0123456789abcdef");
    }

    @ParameterizedTest
    @MethodSource("pathsThatLeadOut")
    void aPathThatLeadsOutIsRefusedAndChangesNothing(String path) throws IOException {
        List<String> before = everything();
        assertThatExceptionOfType(FileRefusal.class).isThrownBy(() -> read(folder, path));
        assertThatExceptionOfType(FileRefusal.class).isThrownBy(() -> write(path));
        assertThatExceptionOfType(FileRefusal.class).isThrownBy(() -> folder.delete(path));
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void whatIsDecodedTwiceElsewhereIsANameHere() throws IOException {
        write("%2e%2e/a.wav");
        assertThat(root.resolve("%2e%2e/a.wav")).exists();
    }

    @Test
    void theRefusalIsTheSameWhetherSomethingLiesOutsideOrNot() {
        assertThatIOException()
                .isThrownBy(() -> read(folder, "../outside.wav"))
                .withMessage("../outside.wav: no such file in the upload folder");
        assertThatIOException()
                .isThrownBy(() -> read(folder, "../nothing.wav"))
                .withMessage("../nothing.wav: no such file in the upload folder");
        assertThatIOException()
                .isThrownBy(() -> read(folder, "nothing.wav"))
                .withMessage("nothing.wav: no such file in the upload folder");
    }

    @Test
    void theMessageIsOneLineOfBoundedLength() {
        assertThatIOException()
                .isThrownBy(() -> read(folder, "a\r\nb" + "x".repeat(5000)))
                .satisfies(e -> assertThat(e.getMessage()).startsWith("a??b").hasSizeLessThan(300));
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Files.writeString(root.resolve("inside.wav"), "inside");
        Files.createSymbolicLink(root.resolve("out.wav"), temp.resolve("outside.wav"));
        Files.createSymbolicLink(root.resolve("in.wav"), root.resolve("inside.wav"));
        Files.createSymbolicLink(root.resolve("gone.wav"), temp.resolve("nothing.wav"));
        Files.createSymbolicLink(root.resolve("folder"), temp.resolve("elsewhere"));
        Files.createSymbolicLink(root.resolve("nowhere"), temp.resolve("nothing"));
        List<String> before = everything();
        for (String path :
                List.of(
                        "out.wav",
                        "in.wav",
                        "gone.wav",
                        "folder",
                        "folder/a.wav",
                        "folder/b.wav",
                        "nowhere/a.wav")) {
            assertThatIOException()
                    .isThrownBy(() -> read(folder, path))
                    .withMessage(path + ": no such file in the upload folder");
            assertThatIOException()
                    .isThrownBy(() -> write(path))
                    .withMessage(path + ": no place for a file in the upload folder");
            assertThatExceptionOfType(FileRefusal.class).isThrownBy(() -> folder.delete(path));
        }
        assertThat(everything()).isEqualTo(before);
        assertThat(temp.resolve("outside.wav")).hasContent("secret");
        assertThat(folder.list()).containsExactly(new UploadFolder.Entry("inside.wav", 6));
        assertThat(folder.isFolder("folder")).isFalse();
    }

    @Test
    void theFolderItselfMayBeReachedThroughALink() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), root);
        UploadFolder linked = UploadFolder.open(link, LARGEST);
        linked.write("a.wav", new ByteArrayInputStream(BYTES));
        assertThat(read(linked, "a.wav")).isEqualTo(BYTES);
    }

    @Test
    void pipesAreNoFiles() throws IOException, InterruptedException {
        Pipe.at(root.resolve("pipe.wav"));
        assertThatExceptionOfType(FileRefusal.class).isThrownBy(() -> read(folder, "pipe.wav"));
        assertThatExceptionOfType(FileRefusal.class).isThrownBy(() -> write("pipe.wav"));
        assertThat(folder.list()).isEmpty();
    }

    @Test
    void aFolderIsNoFileAndAFileNoFolder() throws IOException {
        write("a/b.wav");
        assertThatExceptionOfType(FileRefusal.class).isThrownBy(() -> read(folder, "a"));
        assertThatExceptionOfType(FileRefusal.class).isThrownBy(() -> write("a"));
        assertThatExceptionOfType(FileRefusal.class).isThrownBy(() -> write("a/b.wav/c.wav"));
        assertThatExceptionOfType(FileRefusal.class).isThrownBy(() -> folder.delete("a"));
    }

    @Test
    void whatIsTooLargeLeavesTheOldFileAndNothingElse() throws IOException {
        write("a.wav");
        assertThatExceptionOfType(FileTooLarge.class)
                .isThrownBy(() -> folder.write("a.wav", new ByteArrayInputStream(new byte[1001])))
                .withMessage("a.wav: larger than 1000 bytes");
        assertThat(read(folder, "a.wav")).isEqualTo(BYTES);
        assertThat(everything())
                .containsExactly(
                        "",
                        "elsewhere",
                        "elsewhere/a.wav",
                        "outside.wav",
                        "uploads",
                        "uploads/a.wav");
    }

    @Test
    void whatBreaksOffLeavesNothing() throws IOException {
        InputStream broken =
                new SequenceInputStream(
                        new ByteArrayInputStream(BYTES),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("broken off");
                            }

                            @Override
                            public int read(byte[] bytes, int from, int length) throws IOException {
                                return read();
                            }
                        });
        List<String> before = everything();
        assertThatIOException().isThrownBy(() -> folder.write("new/a.wav", broken));
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aFileOnItsWayIsNotSeen() throws IOException {
        try (IncomingFile upload = folder.begin("a.wav", 4)) {
            upload.write(BYTES, 2);
            assertThat(folder.list()).isEmpty();
            upload.write(BYTES, 2);
            upload.finish();
        }
        assertThat(folder.list()).containsExactly(new UploadFolder.Entry("a.wav", 4));
    }

    @Test
    void aMissingFolderIsNamed() throws IOException {
        Path missing = temp.resolve("missing");
        assertThatIOException()
                .isThrownBy(() -> UploadFolder.open(missing, LARGEST))
                .withMessage(missing + ": no such folder");
        Path file = temp.resolve("outside.wav");
        assertThatIOException()
                .isThrownBy(() -> UploadFolder.open(file, LARGEST))
                .withMessage(file + ": not a folder");
    }

    @Test
    void whatAKilledServerLeftUnfinishedIsRemovedAfterADay() throws IOException {
        Path old = Files.writeString(root.resolve(UploadPath.UNFINISHED + "old"), "half");
        Path fresh = Files.writeString(root.resolve(UploadPath.UNFINISHED + "fresh"), "half");
        Path kept = Files.writeString(root.resolve("old.wav"), "whole");
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
        Files.setLastModifiedTime(old, longAgo);
        Files.setLastModifiedTime(kept, longAgo);
        UploadFolder.open(root, LARGEST);
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
        assertThat(kept).exists();
    }
}
