package dev.edgewise.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The clips that ship with the program, for when there are no others: the words of the tutorial's
/// network, each by several voices. They are synthetic speech (espeak-ng, by
/// `examples/make-demo-clips.sh`), so what a model makes of them says little of how it does on
/// people. Each lasts 1 s, at 16 kHz, mono, 16 bits: 32,044 bytes.
public final class DemoClips {

    private static final List<String> WORDS =
            List.of("down", "go", "left", "no", "right", "stop", "up", "yes");

    private static final List<String> VOICES = List.of("en-gb-f", "en-gb-m", "en-us-f", "en-us-m");

    private DemoClips() {}

    /// The clips' paths, sorted: `yes/en-gb-f.wav`. The folder is the word that is spoken, the
    /// file's name the voice.
    public static List<String> paths() {
        return WORDS.stream()
                .flatMap(word -> VOICES.stream().map(voice -> word + "/" + voice + ".wav"))
                .toList();
    }

    /// The WAV file of one of [#paths()].
    ///
    /// @throws AudioException if there is no such clip, or this build lost it
    public static byte[] bytes(String path) throws AudioException {
        if (!paths().contains(path)) {
            throw new AudioException(path + ": no such demo clip");
        }
        try (InputStream in = DemoClips.class.getResourceAsStream("demo/" + path)) {
            if (in == null) {
                throw new AudioException(path + ": missing in this build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw WavFile.unreadable(path, e);
        }
    }

    /// Writes all clips to `folder`, which is made if need be, by their [#paths()].
    ///
    /// @throws AudioException if they can't be written
    public static void copyTo(Path folder) throws AudioException {
        for (String path : paths()) {
            Path file = folder.resolve(path);
            Path word = folder.resolve(path.substring(0, path.indexOf('/')));
            try {
                Files.createDirectories(word);
            } catch (IOException e) {
                throw new AudioException(
                        word + ": can't be made: " + Foreign.reason(e, word.toString()));
            }
            WavFile.writeWhole(file, bytes(path));
        }
    }
}
