package dev.edgewise.link;

/// Counts of one direction. Its user holds the lane's lock.
final class Tally {

    private static final long SECOND = 1_000_000_000;

    private long bytes;
    private long waiting;
    private long segments;
    private long lost;
    private long dropped;
    private long timeouts;
    private long second;
    private long inThisSecond;
    private long inTheOneBefore;

    void passed(Passage.Fate fate) {
        segments++;
        switch (fate) {
            case ARRIVES -> {}
            case LOST -> lost++;
            case DROPPED -> dropped++;
        }
    }

    void timedOut() {
        timeouts++;
    }

    /// So many bytes more wait at their sender.
    void waits(int count) {
        waiting += count;
    }

    /// A receiver has taken bytes.
    void arrived(long now, int count) {
        goOn(now);
        bytes += count;
        inThisSecond += count;
    }

    /// @param queued bytes in the link's queue
    Traffic traffic(long now, long queued) {
        goOn(now);
        return new Traffic(
                bytes, 8 * inTheOneBefore, waiting + queued, segments, lost, dropped, timeouts);
    }

    private void goOn(long now) {
        long current = now / SECOND;
        if (current > second) {
            inTheOneBefore = current == second + 1 ? inThisSecond : 0;
            inThisSecond = 0;
            second = current;
        }
    }
}
