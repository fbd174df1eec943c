package dev.edgewise.link;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// A recorded link: the milliseconds at which it could carry a packet of 1,500 bytes, one a line,
/// in rising order, several of them equal where it could carry several. After the last it begins
/// anew. This is Mahimahi's format (Netravali et al., USENIX ATC 2015), in which many LTE, 5G and
/// Wi-Fi links were recorded.
///
/// A packet's headers take 52 of its bytes (IPv4, TCP with timestamps), so that an opportunity
/// carries one full segment. Small segments share an opportunity; one that nobody uses is lost.
final class Trace implements Rate {

    static final int PACKET = 1500;
    static final int HEADERS = PACKET - Window.SEGMENT;

    private static final String WANTED =
            "a whole number of milliseconds, not below the one before it, for each packet of 1,500"
                    + " bytes (Mahimahi's format)";

    private final Path file;
    private final long[] millis;

    private Trace(Path file, long[] millis) {
        this.file = file;
        this.millis = millis;
    }

    /// Reads a trace.
    ///
    /// @throws IOException with one line that names the file and the line that can't be used
    static Trace read(Path file) throws IOException {
        long[] millis = NumberLines.read(file, Trace::number, WANTED);
        for (int i = 1; i < millis.length; i++) {
            if (millis[i] < millis[i - 1]) {
                throw NumberLines.bad(file, i + 1, Long.toString(millis[i]), WANTED);
            }
        }
        if (millis[millis.length - 1] == 0) {
            throw new IOException(file + " lasts for no time: its last line must be above 0");
        }
        return new Trace(file, millis);
    }

    Path file() {
        return file;
    }

    @Override
    public long bitsPerSecond() {
        return Math.max(1, millis.length * (Window.SEGMENT * 8_000L) / millis[millis.length - 1]);
    }

    @Override
    public Pacer pacer(long origin) {
        return new TracePacer(this, origin);
    }

    /// Opportunities in one run of the trace.
    int size() {
        return millis.length;
    }

    /// Nanoseconds from the trace's beginning to opportunity `index`.
    long nanos(int index) {
        return millis[index] * 1_000_000;
    }

    /// Nanoseconds after which it begins anew.
    long period() {
        return nanos(millis.length - 1);
    }

    /// The first opportunity that is not before `nanos`, which is within the period.
    int from(long nanos) {
        long wanted = Math.ceilDiv(nanos, 1_000_000);
        int found = Arrays.binarySearch(millis, wanted);
        int index = found < 0 ? -found - 1 : found;
        while (index > 0 && millis[index - 1] == wanted) {
            index--;
        }
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Trace that
                && file.equals(that.file)
                && Arrays.equals(millis, that.millis);
    }

    @Override
    public int hashCode() {
        return file.hashCode();
    }

    private static long number(String line) {
        int value = Integer.parseInt(line);
        if (value < 0 || line.startsWith("+")) {
            throw new NumberFormatException(line);
        }
        return value;
    }
}
