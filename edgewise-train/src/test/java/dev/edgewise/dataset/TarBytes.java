package dev.edgewise.dataset;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// Makes tar.gz archives, good and evil ones.
final class TarBytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar;

    TarBytes() throws IOException {
        tar =
                new TarArchiveOutputStream(
                        new GZIPOutputStream(bytes), StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /// An archive as Speech Commands' is, with `clips` clips a word, that hardly shrink.
    static byte[] words(int clips) {
        try {
            TarBytes archive = new TarBytes().folder("./").file("./README.md", "made up");
            for (int i = 0; i < clips; i++) {
                for (String word : new String[] {"yes", "no"}) {
                    byte[] wav =
                            WavFile.encode(Clip.of(TinySet.noise(i, 16_000, 0.5f), TinySet.RATE));
                    archive.file("./" + word + "/0000000" + i + "_nohash_0.wav", wav);
                }
            }
            return archive.gzip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TarBytes file(String name, String text) throws IOException {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    TarBytes file(String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
        return this;
    }

    TarBytes folder(String name) throws IOException {
        tar.putArchiveEntry(new TarArchiveEntry(name, true));
        tar.closeArchiveEntry();
        return this;
    }

    /// An entry without content, of a kind of
    /// [org.apache.commons.compress.archivers.tar.TarConstants].
    TarBytes special(String name, byte kind, String target) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
        return this;
    }

    byte[] gzip() throws IOException {
        tar.close();
        return bytes.toByteArray();
    }
}
