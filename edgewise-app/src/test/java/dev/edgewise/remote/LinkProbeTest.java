package dev.edgewise.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.edgewise.http.HttpConnection;
import dev.edgewise.http.HttpFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LinkProbeTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final long ROUND_TRIP = 40_000_000;
    private static final long SERVER = 5_000_000;
    private static final double DOWN = 12e6;
    private static final double UP = 3e6;

    private final AtomicLong clock = new AtomicLong(1);

    /// Lets the clock go on as a link with those numbers would, and a server that takes its time.
    private FakeServer.Answer overTheLink(FakeServer.Request request) {
        int down = request.method().equals("GET") ? bytesAsked(request) : 10;
        clock.addAndGet(
                ROUND_TRIP
                        + SERVER
                        + Math.round(request.body().length() * 8e9 / UP)
                        + Math.round(down * 8e9 / DOWN));
        return new FakeServer.Answer(200, "read;dur=1, total;dur=5", "x".repeat(down));
    }

    private static int bytesAsked(FakeServer.Request request) {
        return Integer.parseInt(request.path().replace("/v1/probe?bytes=", ""));
    }

    @Test
    void latencyAndRatesComeOutAsTheyAre() throws IOException {
        try (FakeServer server = new FakeServer(this::overTheLink);
                HttpConnection http = new HttpConnection(server.address(), TIMEOUT)) {
            MeasuredLink link = new LinkProbe(http, clock::get).measure();
            assertThat(link.roundTrip().toNanos()).isCloseTo(ROUND_TRIP, within(ROUND_TRIP / 1000));
            assertThat(link.downBitsPerSecond()).isCloseTo(DOWN, within(DOWN / 1000));
            assertThat(link.upBitsPerSecond()).isCloseTo(UP, within(UP / 1000));
        }
    }

    @Test
    void sizesFitTheTime() throws IOException {
        try (FakeServer server = new FakeServer(this::overTheLink);
                HttpConnection http = new HttpConnection(server.address(), TIMEOUT)) {
            new LinkProbe(http, clock::get).measure();
            assertThat(Duration.ofNanos(clock.get())).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void aTransferThatWasDisturbedDoesNotChangeTheRates() throws IOException {
        int[] transfers = {0};
        try (FakeServer server =
                        new FakeServer(
                                request -> {
                                    if (++transfers[0] % 5 == 0) {
                                        clock.addAndGet(700_000_000);
                                    }
                                    return overTheLink(request);
                                });
                HttpConnection http = new HttpConnection(server.address(), TIMEOUT)) {
            MeasuredLink link = new LinkProbe(http, clock::get).measure();
            assertThat(link.downBitsPerSecond()).isCloseTo(DOWN, within(DOWN / 1000));
            assertThat(link.upBitsPerSecond()).isCloseTo(UP, within(UP / 1000));
        }
    }

    @Test
    void aRateThatShowsAtNoSizeIsTooFastToMeasure() throws IOException {
        try (FakeServer server =
                        new FakeServer(
                                request -> {
                                    clock.addAndGet(ROUND_TRIP);
                                    return new FakeServer.Answer(200, "total;dur=0", "");
                                });
                HttpConnection http = new HttpConnection(server.address(), TIMEOUT)) {
            MeasuredLink link = new LinkProbe(http, clock::get).measure();
            assertThat(link.downBitsPerSecond()).isInfinite();
            assertThat(link.upBitsPerSecond()).isInfinite();
        }
    }

    @Test
    void aServerWithoutAProbeIsNamed() throws IOException {
        try (FakeServer server = new FakeServer(request -> FakeServer.Answer.of(404, ""));
                HttpConnection http = new HttpConnection(server.address(), TIMEOUT)) {
            assertThatExceptionOfType(HttpFailure.class)
                    .isThrownBy(() -> new LinkProbe(http, clock::get).measure())
                    .withMessage(server.address() + "/v1/probe?bytes=1: the server answers 404");
        }
    }
}
