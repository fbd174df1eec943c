package dev.edgewise.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {

    @TempDir Path temp;
    private Path root;
    private UploadFolder folder;

    @BeforeEach
    void openFolder() throws IOException {
        root = Files.createDirectory(temp.resolve("uploads"));
        folder = UploadFolder.open(root, 1000);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tar(String... paths) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Archive archive = new Archive(bytes)) {
            for (String path : paths) {
                archive.begin(path, utf8(path).length);
                archive.out().write(utf8(path));
                archive.end();
            }
        }
        return bytes.toByteArray();
    }

    private List<Archive.Unpacked> unpack(byte[] tar, String under) throws IOException {
        return Archive.unpack(new ByteArrayInputStream(tar), folder, under);
    }

    @Test
    void filesComeOutWithTheirHashes() throws IOException {
        String longName = "n".repeat(200) + ".wav";
        byte[] tar = tar("yes/a.wav", "./ü.wav", "deep/er/" + longName);
        assertThat(unpack(tar, "in"))
                .containsExactly(
                        new Archive.Unpacked("in/yes/a.wav", 9, Sha256.of(utf8("yes/a.wav"))),
                        new Archive.Unpacked("in/ü.wav", 8, Sha256.of(utf8("./ü.wav"))),
                        new Archive.Unpacked(
                                "in/deep/er/" + longName,
                                212,
                                Sha256.of(utf8("deep/er/" + longName))));
        assertThat(root.resolve("in/yes/a.wav")).hasContent("yes/a.wav");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "a/../../outside", "/etc/outside", "a\\b", "a//b"})
    void aPathThatLeadsOutIsRefusedAndWhatCameBeforeStays(String path) throws IOException {
        byte[] tar = renamed(tar("first.wav", "x"), path);
        assertThatExceptionOfType(FileRefusal.class)
                .isThrownBy(() -> unpack(tar, ""))
                .withMessageEndingWith(": no place for a file in the upload folder");
        assertThat(folder.list()).extracting(UploadFolder.Entry::path).containsExactly("first.wav");
        try (var files = Files.list(temp)) {
            assertThat(files).containsExactly(root);
        }
    }

    /// The same archive, its second file called `path` whatever a tar's writer thinks of that.
    private static byte[] renamed(byte[] tar, String path) {
        byte[] renamed = tar.clone();
        int head = 1024;
        Arrays.fill(renamed, head, head + 100, (byte) 0);
        System.arraycopy(utf8(path), 0, renamed, head, utf8(path).length);
        Arrays.fill(renamed, head + 148, head + 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += renamed[head + i];
        }
        byte[] digits = utf8(String.format("%06o\0 ", sum));
        System.arraycopy(digits, 0, renamed, head + 148, 8);
        return renamed;
    }

    @ParameterizedTest
    @ValueSource(
            bytes = {
                TarConstants.LF_SYMLINK,
                TarConstants.LF_LINK,
                TarConstants.LF_FIFO,
                TarConstants.LF_CHR
            })
    void whatIsNoFileIsRefused(byte kind) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry("link", kind);
            entry.setLinkName("/etc/passwd");
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
        assertThatExceptionOfType(FileRefusal.class)
                .isThrownBy(() -> unpack(bytes.toByteArray(), ""))
                .withMessage("link: no file, and nothing else is taken from an archive");
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aFileThatIsTooLargeLeavesNothing() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Archive archive = new Archive(bytes)) {
            archive.begin("large.wav", 1001);
            archive.out().write(new byte[1001]);
            archive.end();
        }
        assertThatExceptionOfType(FileTooLarge.class)
                .isThrownBy(() -> unpack(bytes.toByteArray(), ""))
                .withMessage("large.wav: larger than 1000 bytes");
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void anArchiveThatIsCutOffLeavesNoHalfFile() throws IOException {
        byte[] tar = tar("first.wav", "second.wav");
        assertThatIOException()
                .isThrownBy(() -> unpack(Arrays.copyOf(tar, 1024 + 512 + 5), ""))
                .withMessageContaining("cut off");
        assertThat(folder.list()).extracting(UploadFolder.Entry::path).containsExactly("first.wav");
    }

    @Test
    void whatIsNoArchiveIsNamed() {
        assertThatIOException()
                .isThrownBy(() -> unpack(utf8("hello, world; ".repeat(100)), ""))
                .withMessageStartingWith("archive: not a tar, or cut off: ");
    }

    @Test
    void hashesAreWrittenAsHttpHasThem() {
        Sha256 hash = Sha256.of(utf8("hello"));
        assertThat(hash.hex())
                .isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(hash.field())
                .isEqualTo("sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:");
        assertThat(Sha256.ofField("sha-512=:AA==:, " + hash.field())).contains(hash);
        assertThat(Sha256.ofField("sha-256=:AA==:")).isEmpty();
        assertThat(Sha256.parse("2CF2")).isEmpty();
    }
}
