package dev.edgewise.dataset;

import dev.edgewise.audio.AudioException;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A recording that somebody listened to.
sealed interface Examined {

    /// Its name in the data set: `yes/a.wav`.
    String name();

    /// Its size on disk.
    long bytes();

    /// It can't be read.
    ///
    /// @param reason in one line, without the file's name
    record Broken(String name, long bytes, String reason) implements Examined {}

    /// It can.
    ///
    /// @param length samples
    /// @param peak the largest sample, without its sign; 1 is full scale
    /// @param rms the root of the samples' mean square
    /// @param atFullScale the share of samples, in [0, 1], that lie at full scale
    /// @param audio a hash of rate and samples, whatever the file around them looks like
    record Sound(
            String name,
            long bytes,
            int sampleRate,
            int length,
            double peak,
            double rms,
            double atFullScale,
            String audio)
            implements Examined {

        double seconds() {
            return (double) length / sampleRate;
        }
    }

    /// Where 16-bit audio can go no further on its upper side.
    float FULL_SCALE = 32767 / 32768f;

    /// Reads the recording in `file`.
    ///
    /// @param name what the data set calls it
    static Examined file(String name, Path file) {
        long bytes = 0;
        try {
            bytes = Files.size(file);
            return sound(name, bytes, WavFile.read(file));
        } catch (AudioException e) {
            String message = String.valueOf(e.getMessage());
            String start = file + ": ";
            return new Broken(
                    name,
                    bytes,
                    message.startsWith(start) ? message.substring(start.length()) : message);
        } catch (IOException e) {
            return new Broken(name, bytes, Layout.reason(e));
        }
    }

    private static Sound sound(String name, long bytes, Clip clip) {
        float[] samples = clip.samples();
        double peak = 0;
        double squares = 0;
        int full = 0;
        ByteBuffer audio = ByteBuffer.allocate(4 + 4 * samples.length).putInt(clip.sampleRate());
        for (float sample : samples) {
            float size = Math.abs(sample);
            peak = Math.max(peak, size);
            squares += (double) size * size;
            if (size >= FULL_SCALE) {
                full++;
            }
            // Both zeros sound alike.
            audio.putFloat(sample == 0 ? 0f : sample);
        }
        return new Sound(
                name,
                bytes,
                clip.sampleRate(),
                samples.length,
                peak,
                Math.sqrt(squares / samples.length),
                (double) full / samples.length,
                HexFormat.of().formatHex(sha256().digest(audio.array())));
    }

    /// A new SHA-256.
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
