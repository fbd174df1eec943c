package dev.edgewise.remote;

import dev.edgewise.http.Access;
import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpPipeline;
import dev.edgewise.http.PreparedRequest;
import dev.edgewise.measure.statistics.BlockBootstrap;
import dev.edgewise.measure.statistics.Percentile;
import dev.edgewise.measure.statistics.Series;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// A speed test of the link to a server of ours, through its `/v1/probe`: the rate down, the rate
/// up ([RateTest]), then, on the idle link, round trips. [LinkProbe] is the shorter measurement
/// over a single connection, for a study's own link.
///
/// A round trip is that of a small request, less the time that the server spent on it and the time
/// that its bytes take at the rates found.
public final class SpeedTest {

    /// What is told of how far it is, in order.
    public static final List<String> STEPS =
            List.of("connecting", "rate down", "rate up", "round trips");

    private static final Duration RATE_TIME = Duration.ofSeconds(3);
    private static final int RATE_ROUND_TRIPS = 10;
    private static final Duration FIRST_ANSWERS = Duration.ofSeconds(8);
    private static final Duration TRIPS_TIME = Duration.ofMillis(1200);
    private static final int FIRST_TRIPS = 5;
    private static final int FEWEST_TRIPS = 4;
    private static final int MOST_TRIPS = 300;

    private final ProbeRequests requests;
    private final BlockBootstrap bootstrap;
    private final Consumer<String> steps;

    /// @param server its address
    /// @param access how to get in
    /// @param random for the intervals
    /// @param steps told what is measured next
    public SpeedTest(URI server, Access access, RandomGenerator random, Consumer<String> steps) {
        this.requests = new ProbeRequests(server, access);
        this.bootstrap = new BlockBootstrap(random);
        this.steps = steps;
    }

    /// Measures, for about 8 seconds; longer where a round trip takes more than 0.3 s.
    ///
    /// @throws IOException with a line that names the server, if it isn't there, isn't one of ours,
    /// or gives up
    public LinkSpeed measure() throws IOException, InterruptedException {
        long start = System.nanoTime();
        steps.accept(STEPS.get(0));
        List<Trip> first = trips(FIRST_TRIPS, Duration.ofMillis(500), FIRST_ANSWERS);
        Duration least =
                Duration.ofNanos(Collections.min(first.stream().map(Trip::nanos).toList()));
        Duration slow = least.multipliedBy(RATE_ROUND_TRIPS);
        RateTest rates =
                new RateTest(
                        requests,
                        least,
                        slow.compareTo(RATE_TIME) > 0 ? slow : RATE_TIME,
                        bootstrap);
        steps.accept(STEPS.get(1));
        LinkRate down = rates.measure(Way.DOWN);
        steps.accept(STEPS.get(2));
        LinkRate up = rates.measure(Way.UP);
        steps.accept(STEPS.get(3));
        List<Trip> trips = trips(MOST_TRIPS, TRIPS_TIME, FIRST_ANSWERS.plus(least.multipliedBy(8)));
        List<Double> millis =
                trips.stream()
                        .map(trip -> trip.millis(down.estimate().value(), up.estimate().value()))
                        .toList();
        Series.Builder round = Series.builder();
        Series.Builder change = Series.builder();
        for (int i = 0; i < millis.size(); i++) {
            round.add(i, millis.get(i) * 1e6);
            if (i > 0) {
                change.add(i, Math.abs(millis.get(i) - millis.get(i - 1)) * 1e6);
            }
        }
        return new LinkSpeed(
                bootstrap.percentile(round.build().inBlocks(), Percentile.P50),
                bootstrap.mean(change.build().inBlocks()),
                down,
                up,
                millis,
                Duration.ofNanos(System.nanoTime() - start));
    }

    /// A small exchange.
    ///
    /// @param nanos without the server's
    private record Trip(long nanos, int upBytes, long downBytes) {

        double millis(double downMbits, double upMbits) {
            double onTheWay = upBytes * 8 / (upMbits * 1e3) + downBytes * 8 / (downMbits * 1e3);
            return Math.max(0, nanos / 1e6 - onTheWay);
        }
    }

    /// The first exchange opens the way and doesn't count.
    private List<Trip> trips(int most, Duration time, Duration lifetime)
            throws IOException, InterruptedException {
        List<Trip> trips = new ArrayList<>();
        try (HttpPipeline pipeline = requests.connect(lifetime)) {
            trip(pipeline);
            long begin = System.nanoTime();
            int fewest = Math.min(FEWEST_TRIPS, most);
            while (trips.size() < most
                    && (trips.size() < fewest || System.nanoTime() - begin < time.toNanos())) {
                trips.add(trip(pipeline));
            }
        }
        return trips;
    }

    private Trip trip(HttpPipeline pipeline) throws IOException {
        PreparedRequest request = requests.of(Way.DOWN, 1);
        long before = pipeline.received();
        long start = System.nanoTime();
        pipeline.send(request);
        HttpAnswer answer = pipeline.receive(request);
        long elapsed = System.nanoTime() - start;
        requests.check(answer, Way.DOWN, 1);
        long inServer = answer.timing().of("total");
        if (inServer > elapsed) {
            throw new IOException(
                    "%s: it lies: it says it took %.3f ms for what was over in %.3f ms"
                            .formatted(request.address(), inServer / 1e6, elapsed / 1e6));
        }
        return new Trip(elapsed - inServer, request.length(), pipeline.received() - before);
    }
}
