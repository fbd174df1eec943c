package dev.edgewise.audio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// Reads WAV files of most kinds, and writes one kind: 16-bit mono.
///
/// Read are PCM of 8, 16, 24 and 32 bits (an integer's bits beyond those declared valid count as
/// zero), floats of 32 and 64 bits, A-law and mu-law, plain or as WAVE_FORMAT_EXTENSIBLE, at 4 to
/// 384 kHz. Several channels are mixed to their mean.
///
/// What a header says of lengths is a hint. The RIFF size is not looked at. Where the `data` chunk
/// claims more than there is (a recording cut short, or a stream, whose writer couldn't know), the
/// whole blocks that are there are the clip. A claim of 0 means empty if what follows is other
/// chunks, and a stream otherwise. What comes after the samples is ignored.
///
/// A float sample that is NaN or larger than 2^40 is damage, and the file is refused: no filter or
/// network gives anything sensible from there on. Floats beyond full scale are kept.
public final class WavFile {

    /// The largest file that is read, in bytes: as a clip it may take four times as much memory.
    static final int LARGEST = (int) Math.min(512 << 20, Runtime.getRuntime().maxMemory() / 8);

    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final float LOUDEST = 0x1p40f;

    private WavFile() {}

    /// Reads a file, or whatever else can be opened by that path: a pipe, say.
    ///
    /// @throws AudioException if it can't be read or isn't such a WAV file
    public static Clip read(Path file) throws AudioException {
        String name = file.toString();
        try {
            if (Files.isDirectory(file)) {
                throw new AudioException(name + ": is a folder, expected a WAV file");
            }
            if (Files.isRegularFile(file)) {
                if (Files.size(file) > LARGEST) {
                    throw tooLarge(name);
                }
                return read(name, Files.readAllBytes(file));
            }
            try (InputStream in = Files.newInputStream(file)) {
                return read(name, in);
            }
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /// Reads a stream to its end, unless its first bytes show that it is something else; it stays
    /// open.
    ///
    /// @param name what messages call it
    /// @throws AudioException if it can't be read or isn't such a WAV file
    public static Clip read(String name, InputStream in) throws AudioException {
        try {
            byte[] head = in.readNBytes(Foreign.ENOUGH);
            checkRiff(name, head);
            byte[] bytes =
                    new SequenceInputStream(new ByteArrayInputStream(head), in)
                            .readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw tooLarge(name);
            }
            return read(name, bytes);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /// Reads the bytes of a WAV file.
    ///
    /// @param name what messages call it
    /// @throws AudioException if it isn't such a WAV file
    public static Clip read(String name, byte[] bytes) throws AudioException {
        checkRiff(name, bytes);
        WavFormat format = null;
        int at = RIFF_HEADER;
        while (at <= bytes.length - CHUNK_HEADER) {
            long size = uint32(bytes, at + 4);
            int body = at + CHUNK_HEADER;
            int rest = bytes.length - body;
            if (is("data", bytes, at)) {
                if (format == null) {
                    throw new AudioException(name + ": its data come before their format");
                }
                boolean unknown = size == 0 && !onlyChunks(bytes, body);
                return clip(name, format, bytes, body, unknown ? rest : (int) Math.min(size, rest));
            }
            if (size > rest) {
                throw new AudioException(
                        "%s: ends before its samples: chunk '%s' claims %d bytes, %d are left"
                                .formatted(name, id(bytes, at), size, rest));
            }
            if (is("fmt ", bytes, at) && format == null) {
                format = WavFormat.of(name, bytes, body, (int) size);
            }
            at = next(bytes, body + (int) size, size % 2 != 0);
        }
        throw new AudioException(
                name + ": holds no samples: no " + (format == null ? "fmt" : "data") + " chunk");
    }

    private static Clip clip(String name, WavFormat format, byte[] bytes, int body, int size)
            throws AudioException {
        int frames = size / format.block();
        if (frames == 0) {
            throw new AudioException(name + ": holds no samples");
        }
        float[] samples = format.decode(bytes, body, frames);
        requireUndamaged(name, format, samples, 0);
        return Clip.owning(samples, format.sampleRate());
    }

    /// Refuses floats that no sound has.
    ///
    /// @param first which of the file's samples the first of `samples` is
    static void requireUndamaged(String name, WavFormat format, float[] samples, long first)
            throws AudioException {
        if (format.encoding() != Encoding.FLOAT_32 && format.encoding() != Encoding.FLOAT_64) {
            return;
        }
        for (int i = 0; i < samples.length; i++) {
            if (!(Math.abs(samples[i]) <= LOUDEST)) {
                throw new AudioException(
                        name + ": damaged: sample " + (first + i) + " is " + samples[i]);
            }
        }
    }

    private static void checkRiff(String name, byte[] bytes) throws AudioException {
        if (bytes.length < RIFF_HEADER || !is("RIFF", bytes, 0) || !is("WAVE", bytes, 8)) {
            throw new AudioException(name + ": " + Foreign.words(bytes) + ", expected a WAV file");
        }
    }

    /// Where the next chunk begins after one that ends at `end`: an odd one is followed by a
    /// padding byte, which some writers forget.
    private static int next(byte[] bytes, int end, boolean odd) {
        boolean forgotten = is("data", bytes, end) || is("fmt ", bytes, end);
        return odd && !forgotten ? end + 1 : end;
    }

    /// Whether there is nothing from `at` on but whole chunks with readable names.
    private static boolean onlyChunks(byte[] bytes, int at) {
        long next = at;
        while (next <= bytes.length - CHUNK_HEADER) {
            int here = (int) next;
            for (int i = here; i < here + 4; i++) {
                if (bytes[i] < ' ' || bytes[i] > '~') {
                    return false;
                }
            }
            long size = uint32(bytes, here + 4);
            next = here + CHUNK_HEADER + size + size % 2;
        }
        return next == bytes.length || next == bytes.length + 1L;
    }

    private static AudioException tooLarge(String name) {
        return new AudioException(
                name + ": larger than " + (LARGEST >> 20) + " MiB, cut it into parts");
    }

    static AudioException unreadable(String name, IOException e) {
        if (e instanceof AudioException already) {
            return already;
        }
        String reason = e instanceof NoSuchFileException ? "no such file" : Foreign.reason(e, name);
        return new AudioException(name + ": " + reason);
    }

    /// The clip as a WAV file of one channel of 16-bit PCM at the clip's rate: a header of 44
    /// bytes, then the samples, rounded; those beyond full scale are cut to it.
    ///
    /// @throws IllegalArgumentException if the clip is too long for an array of bytes
    public static byte[] encode(Clip clip) {
        long size = 2L * clip.length();
        if (size > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException(
                    "a clip of " + clip.length() + " samples is too long for a WAV file");
        }
        ByteBuffer out = ByteBuffer.allocate(44 + (int) size).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(36 + (int) size).put(ascii("WAVE"));
        out.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        out.putInt(clip.sampleRate()).putInt(2 * clip.sampleRate());
        out.putShort((short) 2).putShort((short) 16);
        out.put(ascii("data")).putInt((int) size);
        float[] samples = clip.samples();
        short[] values = new short[samples.length];
        for (int i = 0; i < samples.length; i++) {
            int value = Math.round(samples[i] * 0x1p15f);
            values[i] = (short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
        }
        out.asShortBuffer().put(values);
        return out.array();
    }

    /// Writes the clip as [#encode(Clip)] gives it. The file is there whole or not at all; one of
    /// that name is replaced.
    ///
    /// @throws AudioException if it can't be written
    public static void write(Path file, Clip clip) throws AudioException {
        writeWhole(file, encode(clip));
    }

    /// Writes `bytes` to a file next to `file`, and then gives it that name.
    static void writeWhole(Path file, byte[] bytes) throws AudioException {
        Path part = file.resolveSibling("." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
                out.write(bytes);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            throw new AudioException(file + ": can't be written: no such folder");
        } catch (IOException e) {
            throw new AudioException(
                    file + ": can't be written: " + Foreign.reason(e, file.toString()));
        } finally {
            try {
                Files.deleteIfExists(part);
            } catch (IOException e) {
                // The reason why it couldn't be written counts, not that its rest stays.
            }
        }
    }

    private static byte[] ascii(String id) {
        return id.getBytes(StandardCharsets.US_ASCII);
    }

    private static String id(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.US_ASCII).replaceAll("[^ -~]", "?");
    }

    private static boolean is(String id, byte[] bytes, int at) {
        return at <= bytes.length - 4
                && bytes[at] == id.charAt(0)
                && bytes[at + 1] == id.charAt(1)
                && bytes[at + 2] == id.charAt(2)
                && bytes[at + 3] == id.charAt(3);
    }

    static int uint16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
    }

    static long uint32(byte[] bytes, int at) {
        return uint16(bytes, at) | (long) uint16(bytes, at + 2) << 16;
    }
}
