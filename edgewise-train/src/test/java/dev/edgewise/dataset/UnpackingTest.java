package dev.edgewise.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackingTest {

    private static final Unpacking.Limits SMALL = new Unpacking.Limits(10_000, 4_000, 8);

    @TempDir private Path temporary;

    private Path folder;

    @BeforeEach
    void makeAFolder() throws IOException {
        folder = Files.createDirectories(temporary.resolve("outer/folder"));
    }

    @Test
    void filesAndFoldersComeOutAsTheyWentIn() throws IOException {
        byte[] archive =
                new TarBytes()
                        .folder("./")
                        .folder("empty/")
                        .file("./yes/a.wav", "sound")
                        .file("grün/日本語.wav", "Töne")
                        .file("deep/er/and/" + "long".repeat(40) + ".txt", "")
                        .gzip();
        AtomicLong read = new AtomicLong();
        assertThat(unpack(archive, SMALL, read)).isEqualTo(3);
        assertThat(folder.resolve("yes/a.wav")).hasContent("sound");
        assertThat(folder.resolve("grün/日本語.wav")).hasContent("Töne");
        assertThat(folder.resolve("deep/er/and/" + "long".repeat(40) + ".txt")).isEmptyFile();
        assertThat(folder.resolve("empty")).isEmptyDirectory();
        assertThat(read).hasValue(archive.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "yes/../../evil",
                "yes/..",
                "/evil",
                "//evil",
                "C:/evil",
                "c:evil",
                "..\\evil",
                "\\evil",
                "\\\\host\\share\\evil"
            })
    void aNameThatLeadsOutIsRefused(String name) throws IOException {
        refuses(
                new TarBytes().file("yes/a.wav", "sound").file(name, "evil"),
                "'" + name + "' leads out of the folder: refused");
        refuses(new TarBytes().folder(name + "/"), "leads out of the folder: refused");
        assertThat(temporary.resolve("outer")).isDirectoryNotContaining("glob:**/evil");
        assertThat(temporary).isDirectoryNotContaining("glob:**/evil");
    }

    @ParameterizedTest
    @CsvSource({
        "2, is a symbolic link to '../..': refused",
        "1, is a hard link to '../..': refused",
        "3, is a device: refused",
        "4, is a device: refused",
        "6, is a pipe: refused",
        "7, is neither a file nor a folder: refused"
    })
    void whatIsNeitherFileNorFolderIsRefused(char kind, String why) throws IOException {
        refuses(new TarBytes().special("yes", (byte) kind, "../.."), "'yes' " + why);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void namesThatNoFileHasAreRefused() throws IOException {
        refuses(new TarBytes().file("a\u001bb", "x"), "'a\uFFFDb' is no name of a file");
        refuses(new TarBytes().file("x".repeat(256), "x"), "is no name of a file");
        refuses(new TarBytes().file("d/".repeat(40) + "x", "x"), "is no name of a file");
    }

    @Test
    void aFileIsThereOnce() throws IOException {
        refuses(
                new TarBytes().file("yes/a.wav", "1").file("./yes//a.wav", "2"),
                "'yes/a.wav' is in it twice: refused");
        refuses(
                new TarBytes().file("no", "1").file("no/a.wav", "2"),
                "'no/a.wav' is both a file and a folder: refused");
        refuses(
                new TarBytes().folder("up/").file("up", "1"),
                "'up' is in it twice, as a folder or in other letter case: refused");
    }

    @Test
    void thereIsAnEndToHowMuchComesOut() throws IOException {
        refuses(
                new TarBytes().file("a", new byte[4_001]),
                "'a' has 4.00 kB, more than 4.00 kB: refused");
        refuses(
                new TarBytes()
                        .file("a", new byte[4_000])
                        .file("b", new byte[4_000])
                        .file("c", new byte[4_000]),
                "holds more than 10.0 kB unpacked: refused");
        TarBytes many = new TarBytes();
        for (int i = 0; i < 9; i++) {
            many.folder("d" + i + "/");
        }
        refuses(many, "holds more than 8 files and folders: refused");
    }

    @Test
    void aHeaderThatUnpacksToMegabytesIsRefusedBeforeItTakesThem() throws IOException {
        byte[] header = new byte[512];
        byte[] name = "././@LongLink".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, header, 0, name.length);
        text(header, 100, "0000644\0");
        text(header, 124, "20000000000\0");
        header[156] = TarConstants.LF_GNUTYPE_LONGNAME;
        text(header, 257, "ustar  \0");
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte value : header) {
            sum += value & 0xff;
        }
        text(header, 148, String.format("%06o\0 ", sum));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(header);
            gzip.write(new byte[4 << 20]);
        }
        assertThatThrownBy(() -> unpack(bytes.toByteArray(), SMALL, new AtomicLong()))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("a header is larger than any header should be: refused");
    }

    private static void text(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    @Test
    void whatIsNoArchiveOrADamagedOneIsRefused() throws IOException {
        assertThatThrownBy(
                        () ->
                                unpack(
                                        "<html>log in".getBytes(StandardCharsets.UTF_8),
                                        SMALL,
                                        new AtomicLong()))
                .isInstanceOf(ArchiveException.class)
                .hasMessageStartingWith("is no tar.gz archive, or damaged: ");
        byte[] archive = TarBytes.words(1);
        Unpacking.Limits usual = Unpacking.Limits.USUAL;
        assertThatThrownBy(() -> unpack(Arrays.copyOf(archive, 20_000), usual, new AtomicLong()))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("ends in the middle");
        byte[] flipped = archive.clone();
        flipped[archive.length - 6] ^= 1;
        Path other = Files.createDirectories(temporary.resolve("other"));
        Files.write(temporary.resolve("flipped"), flipped);
        assertThatThrownBy(
                        () ->
                                new Unpacking(usual, new Stop(), bytes -> {})
                                        .unpack(temporary.resolve("flipped"), other))
                .isInstanceOf(ArchiveException.class);
    }

    @Test
    void itStopsWhenAsked() throws IOException {
        Stop stop = new Stop();
        stop.ask();
        Path archive = Files.write(temporary.resolve("archive"), TarBytes.words(1));
        assertThatThrownBy(
                        () ->
                                new Unpacking(Unpacking.Limits.USUAL, stop, bytes -> {})
                                        .unpack(archive, folder))
                .isInstanceOf(Stop.Stopped.class);
    }

    private void refuses(TarBytes archive, String why) throws IOException {
        byte[] gzip = archive.gzip();
        assertThatThrownBy(() -> unpack(gzip, SMALL, new AtomicLong()))
                .isInstanceOf(ArchiveException.class)
                .message()
                .endsWith(why);
    }

    private int unpack(byte[] gzip, Unpacking.Limits limits, AtomicLong read) throws IOException {
        Path archive = Files.write(temporary.resolve("archive"), gzip);
        return new Unpacking(limits, new Stop(), read::addAndGet).unpack(archive, folder);
    }
}
