package dev.edgewise.dataset;

import dev.edgewise.report.Progress;
import dev.edgewise.report.ProgressBar;
import java.util.OptionalLong;

/// Shows a fetch: a bar with the rate and the time left; where nobody watches, a line now and then.
final class FetchProgress implements Fetch.Watcher, AutoCloseable {

    private static final long MEGABYTE = 1_000_000;
    private static final long KILOBYTE = 1_000;
    private static final long SECOND = 1_000_000_000;
    private static final long LINE_NANOS = 15 * SECOND;

    private final Progress progress;
    private ProgressBar bar;
    private String what = "fetching";
    private long unit = KILOBYTE;
    private long total;
    private long there;
    private long done;
    private long shown;
    private long began;
    private long lineAt;

    FetchProgress(Progress progress) {
        this.progress = progress;
        this.bar = progress.start("connecting", 0);
    }

    @Override
    public void begins(long there, OptionalLong total) {
        begin("fetching", there, total.orElse(0));
        String size = total.isPresent() ? " of " + Amounts.bytes(total.getAsLong()) : "";
        if (there > 0) {
            says("going on behind " + Amounts.bytes(there) + size);
        }
    }

    @Override
    public void next(String what, long bytes) {
        begin(what, 0, bytes);
    }

    private void begin(String what, long there, long total) {
        this.what = what;
        this.total = total;
        this.there = there;
        done = there;
        unit = total >= 10 * MEGABYTE || total == 0 ? MEGABYTE : KILOBYTE;
        shown = there / unit;
        began = progress.nanos().getAsLong();
        lineAt = began;
        bar.close();
        bar = progress.start(what + (unit == MEGABYTE ? " (MB)" : " (kB)"), shown, total / unit);
    }

    @Override
    public void received(int bytes) {
        done(bytes);
    }

    @Override
    public void done(long bytes) {
        done += bytes;
        if (done / unit > shown) {
            bar.step(done / unit - shown, rate());
            shown = done / unit;
        }
        long now = progress.nanos().getAsLong();
        if (!progress.terminal() && now - lineAt >= LINE_NANOS) {
            lineAt = now;
            bar.say(line(now));
        }
    }

    private String line(long now) {
        StringBuilder line = new StringBuilder(what + " " + Amounts.bytes(done));
        if (total > 0) {
            line.append(" of ").append(Amounts.bytes(total));
        }
        line.append(", ").append(rate());
        if (total > 0 && done > there) {
            double left = (double) (now - began) / (done - there) * (total - done) / SECOND;
            line.append(", ").append(Amounts.time(left)).append(" left");
        }
        return line.toString();
    }

    private String rate() {
        long nanos = Math.max(1, progress.nanos().getAsLong() - began);
        return Amounts.bytes(Math.round((double) (done - there) / nanos * SECOND)) + "/s";
    }

    @Override
    public void says(String line) {
        bar.say(line);
    }

    @Override
    public void close() {
        bar.close();
    }
}
