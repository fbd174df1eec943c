package dev.edgewise.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowTest {

    private static final long MS = 1_000_000;
    private static final long ROUND_TRIP = 40 * MS;
    private static final long TIMEOUT = 200 * MS + ROUND_TRIP;

    private final Window window = new Window(() -> ROUND_TRIP);

    @Test
    void tenSegmentsGoAtOnceAndTheNextWaitsForTheFirstAcknowledgement() {
        assertThat(sendAtOnce(0, 10)).isEqualTo(0);
        assertThat(window.opens(0)).isEqualTo(ROUND_TRIP);
    }

    @Test
    void theWindowDoublesWithEachRoundTrip() {
        assertThat(sendAtOnce(0, 10)).isEqualTo(0);
        assertThat(sendAtOnce(0, 20)).isEqualTo(ROUND_TRIP);
        assertThat(sendAtOnce(0, 40)).isEqualTo(2 * ROUND_TRIP);
        assertThat(window.opens(0)).isEqualTo(3 * ROUND_TRIP);
    }

    @Test
    void smallSegmentsLetItGrowToo() {
        for (int i = 0; i < 5; i++) {
            sendAtOnce(i * 2L * ROUND_TRIP, 1);
        }
        assertThat(sendAtOnce(10 * ROUND_TRIP - 1, 15)).isEqualTo(10 * ROUND_TRIP - 1);
        assertThat(window.opens(10 * ROUND_TRIP)).isGreaterThan(10 * ROUND_TRIP);
    }

    @Test
    void aPauseLongerThanTheTimeoutTakesItBackToTen() {
        sendAtOnce(0, 30);
        long later = ROUND_TRIP + TIMEOUT + 1;
        assertThat(sendAtOnce(later, 10)).isEqualTo(later);
        assertThat(window.opens(later)).isEqualTo(later + ROUND_TRIP);
    }

    @Test
    void aPauseAsLongAsTheTimeoutDoesNot() {
        sendAtOnce(0, 30);
        long later = ROUND_TRIP + TIMEOUT;
        assertThat(sendAtOnce(later, 40)).isEqualTo(later);
        assertThat(window.opens(later)).isEqualTo(later + ROUND_TRIP);
    }

    @Test
    void aLossThatOthersTellOfLeavesSevenTenthsAndEndsSlowStart() {
        window.missed(0);
        sendAtOnce(0, 9);
        window.lost(0, ROUND_TRIP);
        // The nine acknowledgements are worth one segment more, which makes eight.
        assertThat(sendAtOnce(ROUND_TRIP, 8)).isEqualTo(ROUND_TRIP);
        assertThat(window.opens(ROUND_TRIP)).isEqualTo(2 * ROUND_TRIP);
    }

    @Test
    void lossesOfOneFlightCountOnce() {
        window.missed(0);
        window.missed(ROUND_TRIP - 1);
        sendAtOnce(0, 8);
        window.lost(0, ROUND_TRIP);
        window.lost(ROUND_TRIP - 1, ROUND_TRIP);
        assertThat(sendAtOnce(ROUND_TRIP, 8)).isEqualTo(ROUND_TRIP);
    }

    @Test
    void nothingNewIsSentWhileLostSegmentsTakeAllTheRoom() {
        for (int i = 0; i < 10; i++) {
            window.missed(0);
        }
        assertThat(window.opens(ROUND_TRIP)).isEqualTo(Lane.NEVER);
    }

    @Test
    void aTimeoutLeavesOneSegmentAndSlowStartToSevenTenths() {
        sendAtOnce(0, 9);
        window.missed(0);
        window.opens(ROUND_TRIP);
        window.timedOut(0, TIMEOUT);
        assertThat(sendAtOnce(TIMEOUT, 1)).isEqualTo(TIMEOUT);
        assertThat(sendAtOnce(TIMEOUT, 2)).isEqualTo(TIMEOUT + ROUND_TRIP);
        assertThat(sendAtOnce(TIMEOUT, 4)).isEqualTo(TIMEOUT + 2 * ROUND_TRIP);
    }

    /// Sends `count` segments that were ready at `ready` and take no time; when the last went.
    private long sendAtOnce(long ready, int count) {
        long time = ready;
        for (int i = 0; i < count; i++) {
            time = Math.max(time, window.opens(ready));
            window.sent(time);
        }
        return time;
    }
}
