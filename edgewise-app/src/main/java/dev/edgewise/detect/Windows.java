package dev.edgewise.detect;

import java.io.IOException;
import java.util.Arrays;

/// Cuts samples that come in blocks of any size into windows that overlap. Holds one window.
final class Windows {

    /// What windows are handed to.
    @FunctionalInterface
    interface Sink {

        /// Takes the window.
        ///
        /// @param first which of all samples the window's first is
        void window(long first, float[] samples) throws IOException;
    }

    private final float[] held;
    private final int hop;
    private int filled;
    private long first;

    /// How many of the samples held lie in a window that was handed on.
    private int heard;

    /// A cutter that has heard nothing yet.
    ///
    /// @param length of a window, in samples
    /// @param hop from window to window, in samples; at most `length`
    Windows(int length, int hop) {
        if (hop < 1 || hop > length) {
            throw new IllegalArgumentException(
                    "hop: expected 1 to " + length + " samples, a window's length, got " + hop);
        }
        this.held = new float[length];
        this.hop = hop;
    }

    /// Hands on the windows that are full with `samples`.
    void feed(float[] samples, Sink sink) throws IOException {
        int at = 0;
        while (at < samples.length) {
            int step = Math.min(samples.length - at, held.length - filled);
            System.arraycopy(samples, at, held, filled, step);
            filled += step;
            at += step;
            if (filled == held.length) {
                handOn(sink);
            }
        }
    }

    /// Hands on what no window has heard yet, if there is something, followed by silence.
    void end(Sink sink) throws IOException {
        if (filled > heard) {
            Arrays.fill(held, filled, held.length, 0);
            handOn(sink);
        }
    }

    private void handOn(Sink sink) throws IOException {
        sink.window(first, held.clone());
        System.arraycopy(held, hop, held, 0, held.length - hop);
        filled = held.length - hop;
        heard = filled;
        first += hop;
    }
}
