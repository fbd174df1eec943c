package dev.edgewise.remote;

import dev.edgewise.measure.statistics.BlockBootstrap;
import dev.edgewise.measure.statistics.Series;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Measures a link's rate in one direction by keeping it full for a while.
///
/// It begins with one connection, and doubles their number as long as that carries more ([Stages]).
/// Then the rest of the time is cut into slices. Slow start is over with the first slice that comes
/// near
/// the median of the second half's; those before it are left out.
final class RateTest {

    private static final int SLICES = 40;

    /// A slice at this share of the steady rate has left slow start behind.
    private static final double NEAR = 0.9;

    private final ProbeRequests requests;
    private final Duration roundTrip;
    private final Duration time;
    private final BlockBootstrap bootstrap;

    /// @param time to measure for; what is under way then still arrives
    RateTest(ProbeRequests requests, Duration roundTrip, Duration time, BlockBootstrap bootstrap) {
        this.requests = requests;
        this.roundTrip = roundTrip;
        this.time = time;
        this.bootstrap = bootstrap;
    }

    LinkRate measure(Way way) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        ByteCurve curve = new ByteCurve(System::nanoTime);
        Failures failures = new Failures();
        List<Transfer> transfers = new ArrayList<>();
        try {
            int enough = grow(way, curve, failures, transfers, end);
            long begin = System.nanoTime();
            failures.sleep(end - begin);
            transfers.forEach(Transfer::finish);
            for (Transfer transfer : transfers) {
                transfer.join();
            }
            failures.throwFirst();
            return rate(curve, way, start, begin, end, transfers.size(), enough);
        } finally {
            transfers.forEach(Transfer::finish);
        }
    }

    /// Adds connections until they carry no more, or it is time to measure.
    ///
    /// @return how many were enough, 0 if that isn't known
    private int grow(
            Way way, ByteCurve curve, Failures failures, List<Transfer> transfers, long end)
            throws IOException, InterruptedException {
        Stages stages = new Stages(time, roundTrip);
        long now;
        do {
            while (transfers.size() < stages.connections()) {
                transfers.add(
                        new Transfer(
                                way,
                                requests,
                                curve,
                                roundTrip,
                                time.multipliedBy(2).plus(roundTrip.multipliedBy(4)),
                                failures));
            }
            failures.sleep(stages.nanos());
            now = System.nanoTime();
        } while (stages.next(curve.rate(now - stages.nanos() / 2, now), end - now));
        return stages.enough();
    }

    private LinkRate rate(
            ByteCurve curve, Way way, long start, long begin, long end, int connections, int enough)
            throws IOException {
        double[] slices = new double[SLICES];
        for (int i = 0; i < SLICES; i++) {
            slices[i] =
                    curve.rate(
                                    begin + (end - begin) * i / SLICES,
                                    begin + (end - begin) * (i + 1) / SLICES)
                            / 1e6;
        }
        double[] late = Arrays.copyOfRange(slices, SLICES / 2, SLICES);
        Arrays.sort(late);
        double usual = late[late.length / 2];
        int first = 0;
        while (first < SLICES / 2 && slices[first] < NEAR * usual) {
            first++;
        }
        Series.Builder series = Series.builder();
        List<Double> kept = new ArrayList<>();
        for (int i = first; i < SLICES; i++) {
            // A series counts in millions.
            series.add(i, slices[i] * 1e6);
            kept.add(slices[i]);
        }
        Duration leftOut = Duration.ofNanos(begin - start + (end - begin) * first / SLICES);
        if (kept.stream().noneMatch(slice -> slice > 0)) {
            throw new IOException(
                    "%s: nothing arrived on the way %s within %.1f s"
                            .formatted(
                                    requests.server(),
                                    way.name().toLowerCase(Locale.ROOT),
                                    time.toMillis() / 1e3));
        }
        return new LinkRate(
                bootstrap.mean(series.build()),
                kept,
                connections,
                enough,
                leftOut,
                first < SLICES / 2);
    }
}
