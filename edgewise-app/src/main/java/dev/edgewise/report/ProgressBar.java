package dev.edgewise.report;

import java.util.Locale;

/// One line of a terminal that says what is under way, how far it has come and how long it will
/// take, and is gone when it is closed. Any number of threads may step it.
public final class ProgressBar implements AutoCloseable {

    private static final long REDRAW_NANOS = 100_000_000;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final String ERASE = "\r\u001b[K";

    private final Progress progress;
    private final String what;
    private final long there;
    private final long total;
    private final boolean bytes;
    private final long began;
    private final boolean unicode;
    private long drawn;
    private long done;
    private String detail = "";
    private boolean shown;

    /// @param bytes whether bytes are counted
    ProgressBar(Progress progress, String what, long there, long total, boolean bytes) {
        this.progress = progress;
        this.what = what;
        this.there = there;
        this.done = there;
        this.total = total;
        this.bytes = bytes;
        this.began = progress.nanos().getAsLong();
        this.unicode = progress.out().charset().newEncoder().canEncode('━');
        draw(began);
    }

    /// One more step is done. `detail` (a file's name, a loss) stands at the end of the line, as
    /// far as there is room.
    public void step(String detail) {
        step(1, detail);
    }

    /// `steps` more are done.
    public synchronized void step(long steps, String detail) {
        done += steps;
        this.detail = detail;
        long now = progress.nanos().getAsLong();
        if (now - drawn >= REDRAW_NANOS || done == total) {
            draw(now);
        }
    }

    /// Prints a line above this one, whether or not the stream is a terminal.
    public synchronized void say(String line) {
        erase();
        progress.out().println(line);
        draw(progress.nanos().getAsLong());
    }

    /// Has something else printed above this line: results, on a stream that may be the same
    /// terminal.
    public synchronized void above(Runnable printing) {
        erase();
        progress.out().flush();
        printing.run();
        draw(progress.nanos().getAsLong());
    }

    /// Takes the line away.
    @Override
    public synchronized void close() {
        erase();
        progress.out().flush();
    }

    private void erase() {
        if (shown) {
            progress.out().print(ERASE);
            shown = false;
        }
    }

    private void draw(long now) {
        drawn = now;
        if (!progress.terminal()) {
            return;
        }
        progress.out().print(ERASE + line(now));
        progress.out().flush();
        shown = true;
    }

    private String line(long now) {
        // A full last column makes some terminals go on to the next line.
        int room = progress.columns() - 1;
        String count = total > 0 ? text(done) + "/" + text(total) : text(done);
        count += rate(now);
        String left = timeLeft(now);
        String head = TerminalText.cut(TerminalText.printable(what), room);
        String tail = "  " + count + (left.isEmpty() ? "" : "  " + left);
        int free = room - TerminalText.width(head) - tail.length();
        if (free < 0) {
            return TerminalText.cut(head + tail, room);
        }
        int bar = total > 0 ? Math.min(24, free - 2) : 0;
        StringBuilder line = new StringBuilder(head);
        if (bar >= 4) {
            line.append("  ").append(bar(bar));
            free -= bar + 2;
        }
        line.append(tail);
        if (free > 4 && !detail.isEmpty()) {
            line.append("  ").append(TerminalText.cut(TerminalText.printable(detail), free - 2));
        }
        return line.toString();
    }

    private String text(long count) {
        return bytes ? Bytes.text(count) : String.valueOf(count);
    }

    /// How many bytes a second have moved; said only once it means something.
    private String rate(long now) {
        long elapsed = now - began;
        if (!bytes || elapsed < SECOND_NANOS) {
            return "";
        }
        long perSecond = Math.round((double) (done - there) / elapsed * SECOND_NANOS);
        return "  " + Bytes.text(perSecond) + "/s";
    }

    private String bar(int cells) {
        int full = (int) Math.min(cells, done * cells / total);
        String reached = (unicode ? "━" : "#").repeat(full);
        String rest = (unicode ? "─" : "-").repeat(cells - full);
        return progress.colour()
                ? "\u001b[36m" + reached + "\u001b[0;2m" + rest + "\u001b[0m"
                : reached + rest;
    }

    /// The time left if the rest goes as fast as what is done; said only once it means something.
    private String timeLeft(long now) {
        long elapsed = now - began;
        if (total <= 0 || done <= there || elapsed < SECOND_NANOS) {
            return "";
        }
        double left = (double) elapsed / (done - there) * Math.max(0, total - done);
        long seconds = (long) Math.ceil(left / SECOND_NANOS);
        return seconds >= 3600
                ? String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d left",
                        seconds / 3600,
                        seconds / 60 % 60,
                        seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d left", seconds / 60, seconds % 60);
    }
}
