package dev.edgewise.cli;

import dev.edgewise.link.LinkStatistics;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Supplier;

/// How a link is, in one line that is written over each half second, if standard error is a
/// terminal; and what there is to say besides.
final class LinkLine {

    private static final long PERIOD_MILLIS = 500;
    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter err;
    private final Terminal terminal;

    LinkLine(PrintWriter err, Terminal terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /// Prints a line of its own.
    synchronized void say(String line) {
        err.println((terminal.is() ? ERASE : "") + line);
        err.flush();
    }

    /// Shows how the link is for as long as this process runs.
    void show(Supplier<LinkStatistics> link) {
        if (terminal.is()) {
            Thread.ofVirtual().name("link line").start(() -> keepUp(link));
        }
    }

    private void keepUp(Supplier<LinkStatistics> link) {
        try {
            while (true) {
                print(of(link.get()));
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void print(String line) {
        err.print(ERASE + line.substring(0, Math.min(line.length(), terminal.columns() - 1)));
        err.flush();
    }

    static String of(LinkStatistics now) {
        return String.format(
                Locale.ROOT,
                "%d open, up/down: %.1f/%.1f Mbit/s, %d/%d kB waiting, %d/%d lost",
                now.open(),
                now.up().bitsPerSecond() / 1e6,
                now.down().bitsPerSecond() / 1e6,
                now.up().waitingBytes() / 1000,
                now.down().waitingBytes() / 1000,
                now.up().missing(),
                now.down().missing());
    }
}
