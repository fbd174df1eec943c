package dev.edgewise.audio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a WAV file block by block: hours of audio take no more memory than a block. The kinds of
/// files, and what is made of their channels and damage, are those of [WavFile].
///
/// It has state, so one thread uses it.
public final class WavStream implements AutoCloseable {

    private static final int CHUNK_HEADER = 8;
    private static final int LARGEST_FORMAT = 1 << 16;
    private static final int LARGEST_BLOCK = 1 << 26;
    private static final long NO_END = Long.MAX_VALUE;

    /// What may follow an empty `data` chunk. After a claim of 0 anything else is a stream's
    /// samples.
    private static final Set<String> FOLLOWING =
            Set.of("LIST", "INFO", "fact", "cue ", "id3 ", "ID3 ", "bext", "iXML", "JUNK", "PAD ");

    private final String name;
    private final InputStream in;
    private final WavFormat format;
    private final OptionalLong length;

    /// Bytes of samples that the header claims and that haven't been read; [#NO_END] if it claims
    /// nothing.
    private long left;

    private long read;
    private long cut;

    private WavStream(String name, InputStream in, long fileSize) throws IOException {
        this.name = name;
        this.in = in;
        Header header = new Header(name, in);
        format = header.format;
        left = claim(header.dataSize);
        long there = fileSize < 0 ? left : Math.min(left, fileSize - header.bytes);
        length = there == NO_END ? OptionalLong.empty() : OptionalLong.of(there / format.block());
        cut = left == NO_END ? 0 : left / format.block() - there / format.block();
    }

    /// Opens a file, or whatever else can be opened by that path: a pipe, say.
    ///
    /// @throws AudioException if it can't be read, or isn't such a WAV file with samples in it
    public static WavStream open(Path file) throws AudioException {
        String name = file.toString();
        try {
            if (Files.isDirectory(file)) {
                throw new AudioException(name + ": is a folder, expected a WAV file");
            }
            long size = Files.isRegularFile(file) ? Files.size(file) : -1;
            return of(name, Files.newInputStream(file), size);
        } catch (IOException e) {
            throw WavFile.unreadable(name, e);
        }
    }

    /// Reads the head of a stream, which is closed with this.
    ///
    /// @param name what messages call it
    /// @throws AudioException if it can't be read, or isn't such a WAV file with samples in it
    public static WavStream of(String name, InputStream in) throws AudioException {
        return of(name, in, -1);
    }

    private static WavStream of(String name, InputStream in, long size) throws AudioException {
        try {
            return new WavStream(name, new BufferedInputStream(in, 1 << 16), size);
        } catch (IOException e) {
            try {
                in.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw WavFile.unreadable(name, e);
        }
    }

    /// Samples a second, in Hz.
    public int sampleRate() {
        return format.sampleRate();
    }

    /// How many samples there will be, where that can be told: it can't for a stream whose header
    /// claims no length.
    public OptionalLong length() {
        return length;
    }

    /// The next samples, at most `count` of them and 64 MiB, mixed to one channel; none at the end.
    ///
    /// @throws AudioException if they can't be read, or are damaged
    public float[] next(int count) throws AudioException {
        long most = Math.min(count, LARGEST_BLOCK / format.block());
        int wanted = (int) Math.min(most * format.block(), left);
        try {
            byte[] bytes = in.readNBytes(wanted - wanted % format.block());
            float[] samples = format.decode(bytes, 0, bytes.length / format.block());
            WavFile.requireUndamaged(name, format, samples, read);
            read += samples.length;
            if (left != NO_END) {
                left -= (long) samples.length * format.block();
                cut = bytes.length < wanted ? left / format.block() : cut;
            }
            return samples;
        } catch (IOException e) {
            throw WavFile.unreadable(name, e);
        }
    }

    /// How many samples are missing of those that the header claims: more than 0 where the
    /// audio was cut off. Known from the beginning for a file, at the end for a pipe.
    public long missing() {
        return cut;
    }

    @Override
    public void close() throws AudioException {
        try {
            in.close();
        } catch (IOException e) {
            throw WavFile.unreadable(name, e);
        }
    }

    /// Writers that can't know the length put one of these, give or take a header.
    private static long claim(long size) {
        boolean unknown = size == 0 || near(size, 0x7fff_ffffL) || near(size, 0xffff_ffffL);
        return unknown ? NO_END : size;
    }

    private static boolean near(long size, long placeholder) {
        return Math.abs(placeholder - size) < 0x1_0000;
    }

    /// A file's head: everything up to its samples, where the stream then stands.
    private static final class Header {

        private final String name;
        private final InputStream in;
        private final WavFormat format;
        private final long dataSize;
        private long bytes;

        Header(String name, InputStream in) throws IOException {
            this.name = name;
            this.in = in;
            in.mark(Foreign.ENOUGH);
            byte[] riff = in.readNBytes(12);
            if (riff.length < 12 || !id(riff, 0).equals("RIFF") || !id(riff, 8).equals("WAVE")) {
                in.reset();
                String looks = Foreign.words(in.readNBytes(Foreign.ENOUGH));
                throw new AudioException(name + ": " + looks + ", expected a WAV file");
            }
            bytes = riff.length;
            @Nullable WavFormat found = null;
            byte[] chunk = chunk(found);
            while (!id(chunk, 0).equals("data")) {
                long size = WavFile.uint32(chunk, 4);
                if (id(chunk, 0).equals("fmt ") && found == null) {
                    found = format(size);
                } else {
                    skip(chunk, size);
                }
                if (size % 2 != 0) {
                    skipPadding();
                }
                chunk = chunk(found);
            }
            if (found == null) {
                throw new AudioException(name + ": its data come before their format");
            }
            format = found;
            dataSize = WavFile.uint32(chunk, 4);
            if (dataSize == 0 && nothingFollows()) {
                throw new AudioException(name + ": holds no samples");
            }
        }

        private byte[] chunk(@Nullable WavFormat found) throws IOException {
            byte[] chunk = in.readNBytes(CHUNK_HEADER);
            bytes += chunk.length;
            if (chunk.length < CHUNK_HEADER) {
                throw new AudioException(
                        name
                                + ": holds no samples: no "
                                + (found == null ? "fmt" : "data")
                                + " chunk");
            }
            return chunk;
        }

        private WavFormat format(long size) throws IOException {
            if (size > LARGEST_FORMAT) {
                throw new AudioException(name + ": its fmt chunk claims " + size + " bytes");
            }
            byte[] body = in.readNBytes((int) size);
            bytes += body.length;
            if (body.length < size) {
                throw endsEarly("fmt ", size, body.length);
            }
            return WavFormat.of(name, body, 0, body.length);
        }

        private void skip(byte[] chunk, long size) throws IOException {
            long skipped = 0;
            while (skipped < size) {
                long step = in.skip(size - skipped);
                if (step == 0 && in.read() < 0) {
                    throw endsEarly(id(chunk, 0), size, skipped);
                }
                skipped += Math.max(1, step);
            }
            bytes += size;
        }

        private AudioException endsEarly(String chunk, long size, long there) {
            return new AudioException(
                    "%s: ends before its samples: chunk '%s' claims %d bytes, %d are left"
                            .formatted(name, chunk.replaceAll("[^ -~]", "?"), size, there));
        }

        /// An odd chunk is followed by a padding byte, which some writers forget.
        private void skipPadding() throws IOException {
            in.mark(4);
            String next = id(in.readNBytes(4), 0);
            in.reset();
            if (!next.equals("data") && !next.equals("fmt ")) {
                bytes += in.skip(1);
            }
        }

        private boolean nothingFollows() throws IOException {
            in.mark(4);
            byte[] next = in.readNBytes(4);
            in.reset();
            return next.length < 4 || FOLLOWING.contains(id(next, 0));
        }

        private static String id(byte[] bytes, int at) {
            int length = Math.clamp(bytes.length - at, 0, 4);
            return new String(bytes, at, length, StandardCharsets.US_ASCII);
        }
    }
}
