package dev.edgewise.report;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/// Where progress is shown: a stream (standard error, as a rule) that is a terminal or isn't, its
/// width, whether it may have colour, and the clock that times are left by.
///
///     try (ProgressBar bar = progress.start("recognize", files.size())) {
///         for (Path file : files) {
///             ...
///             bar.step(file.toString());
///         }
///     }
///
/// @param out where the line goes
/// @param terminal nothing but [ProgressBar#say] is printed where this is false
/// @param columns the terminal's width
/// @param colour false where NO_COLOR asks for none
/// @param nanos a monotonic clock, in nanoseconds
public record Progress(
        PrintStream out, boolean terminal, int columns, boolean colour, LongSupplier nanos) {

    public Progress {
        if (columns < 1) {
            throw new IllegalArgumentException("a terminal has at least 1 column: " + columns);
        }
    }

    /// Progress that nobody sees: for a stream that is no terminal.
    public static Progress none(PrintStream out) {
        return new Progress(out, false, 80, false, System::nanoTime);
    }

    /// Begins the line: `what` is under way, and `total` steps of it are to be done (0 where that
    /// isn't known).
    public ProgressBar start(String what, long total) {
        return start(what, 0, total);
    }

    /// Begins a line for work of which `there` steps were done at another time: they count, but say
    /// nothing of how fast it goes.
    public ProgressBar start(String what, long there, long total) {
        return new ProgressBar(this, what, there, total, false);
    }

    /// Begins a line for `total` bytes, `there` of which were moved at another time, with the rate
    /// of the others.
    public ProgressBar startBytes(String what, long there, long total) {
        return new ProgressBar(this, what, there, total, true);
    }
}
