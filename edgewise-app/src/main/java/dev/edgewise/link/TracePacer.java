package dev.edgewise.link;

/// Paces bytes by a [Trace]'s opportunities.
final class TracePacer implements Pacer {

    private final Trace trace;
    private long begin;
    private int next;
    private long at;
    private int left;

    /// @param origin when the trace begins
    TracePacer(Trace trace, long origin) {
        this.trace = trace;
        this.begin = origin;
        this.at = origin;
    }

    @Override
    public long free() {
        return at;
    }

    @Override
    public long send(long start, int bytes) {
        if (start > at) {
            skipTo(start);
        }
        int packet = bytes == 0 ? 0 : bytes + Trace.HEADERS;
        while (packet > left) {
            packet -= left;
            take();
        }
        left -= packet;
        return at;
    }

    private void skipTo(long start) {
        left = 0;
        at = start;
        begin += Math.floorDiv(start - begin, trace.period()) * trace.period();
        next = trace.from(start - begin);
    }

    private void take() {
        if (next == trace.size()) {
            next = 0;
            begin += trace.period();
        }
        at = begin + trace.nanos(next++);
        left = Trace.PACKET;
    }
}
