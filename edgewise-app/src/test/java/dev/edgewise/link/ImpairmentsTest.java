package dev.edgewise.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What impairs a direction, in virtual time: no timer runs, and the clock is a number. At
/// 11,584 kbit/s a segment takes 1 ms.
@Timeout(60)
class ImpairmentsTest {

    private static final long MS = 1_000_000;
    private static final int SEGMENT = Window.SEGMENT;
    private static final long TIMEOUT = 240 * MS;

    private final AtomicLong clock = new AtomicLong();

    @TempDir private Path folder;

    @Test
    void uniformJitterStaysWithinItsBoundsAndReachesThem() {
        Impairments way = LinkProfile.parse("rtt=40ms,jitter=5ms").upImpairments(0);
        double least = Double.MAX_VALUE;
        double most = 0;
        double sum = 0;
        for (int i = 0; i < 10_000; i++) {
            double millis = way.pass(0, 1).due() / 1e6;
            least = Math.min(least, millis);
            most = Math.max(most, millis);
            sum += millis;
        }
        assertThat(least).isBetween(15.0, 15.02);
        assertThat(most).isBetween(24.98, 25.0);
        assertThat(sum / 10_000).isCloseTo(20, within(0.1));
    }

    @Test
    void normalJitterHasItsMeanAndItsDeviation() {
        Impairments way = LinkProfile.parse("rtt=40ms,jitter=normal:2ms").downImpairments(0);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 10_000; i++) {
            double millis = way.pass(0, 1).due() / 1e6;
            sum += millis;
            squares += millis * millis;
        }
        double mean = sum / 10_000;
        assertThat(mean).isCloseTo(20, within(0.1));
        assertThat(Math.sqrt(squares / 10_000 - mean * mean)).isCloseTo(2, within(0.1));
    }

    @Test
    void recordedRoundTripsComeAsOftenAsTheyWereRecorded() throws IOException {
        Path file = Files.writeString(folder.resolve("trips"), "30\n30\n30.5\n90\n");
        LinkProfile profile = LinkProfile.parse("rtts=" + file);
        Impairments up = profile.upImpairments(0);
        Impairments down = profile.downImpairments(0);
        int longest = 0;
        for (int i = 0; i < 10_000; i++) {
            double trip = (up.pass(0, 1).due() + down.pass(0, 1).due()) / 1e6;
            assertThat(trip).isIn(30.0, 30.5, 90.0);
            longest += trip == 90.0 ? 1 : 0;
        }
        assertThat(longest).isCloseTo(2500, within(150));
        assertThat(profile.roundTrip()).hasNanos(30_500_000);
    }

    @Test
    void noSegmentOvertakesAnotherHoweverMuchTheDelayVaries() throws InterruptedException {
        Lane lane = lane("rtt=40ms,jitter=20ms,up=11584k");
        Flow flow = new Flow(lane, 0);
        offer(lane, flow, 0, 10 * SEGMENT);
        advance(lane, 1000 * MS);
        List<Long> due = dues(flow, 10);
        assertThat(due).isSorted();
        assertThat(due.getFirst()).isBetween(1 * MS, 41 * MS);
    }

    @Test
    void aLostSegmentComesARoundTripAfterTheThirdBehindItAndTheRestWaits()
            throws InterruptedException {
        Lane lane = lane("rtt=40ms,up=11584k,loss=10%,seed=" + seedThatLoses(2, 20));
        Flow flow = new Flow(lane, 0);
        offer(lane, flow, 0, 10 * SEGMENT);
        advance(lane, 1000 * MS);
        List<Long> due = dues(flow, 10);
        assertThat(due.subList(0, 2)).containsExactly(21 * MS, 22 * MS);
        // It left at 3 ms, the third behind it at 6 ms, it again at 46 ms and takes 1 ms.
        assertThat(due.subList(2, 10)).containsOnly((46 + 1 + 20) * MS);
        assertThat(lane.traffic().lost()).isEqualTo(1);
        assertThat(lane.traffic().segments()).isEqualTo(11);
        assertThat(lane.traffic().timeouts()).isZero();
    }

    @Test
    void aLossAtABurstsTailCostsATimeout() throws InterruptedException {
        Lane lane = lane("rtt=40ms,up=11584k,loss=10%,seed=" + seedThatLoses(7, 20));
        Flow flow = new Flow(lane, 0);
        offer(lane, flow, 0, 8 * SEGMENT);
        flow.end();
        advance(lane, 1000 * MS);
        List<Long> due = dues(flow, 8);
        assertThat(due.get(6)).isEqualTo(27 * MS);
        assertThat(due.get(7)).isEqualTo(8 * MS + TIMEOUT + 1 * MS + 20 * MS);
        assertThat(flow.take().isEnd()).isTrue();
        assertThat(lane.traffic().timeouts()).isEqualTo(1);
    }

    @Test
    void whatFollowsLaterShortensTheTimeout() throws InterruptedException {
        Lane lane = lane("rtt=40ms,up=11584k,loss=10%,seed=" + seedThatLoses(0, 20));
        Flow flow = new Flow(lane, 0);
        offer(lane, flow, 0, SEGMENT);
        offer(lane, flow, 100 * MS, 3 * SEGMENT);
        advance(lane, 1000 * MS);
        assertThat(dues(flow, 4)).containsOnly((103 + 40 + 1 + 20) * MS);
    }

    @Test
    void aSegmentThatIsLostAgainAndAgainWaitsTwiceAsLongEachTime() throws InterruptedException {
        Lane lane = lane("rtt=40ms,up=11584k,loss=50%,seed=" + seedThatLoses(0, 1, 2, 4));
        Flow flow = new Flow(lane, 0);
        offer(lane, flow, 0, SEGMENT);
        advance(lane, 10_000 * MS);
        assertThat(flow.take().due()).isEqualTo(3 * MS + 7 * TIMEOUT + 1 * MS + 20 * MS);
    }

    @Test
    void nothingIsMissingOrTwiceHoweverMuchIsLost() throws InterruptedException {
        Lane lane = lane("rtt=40ms,jitter=10ms,up=11584k,loss=20%,queue=20k");
        Flow flow = new Flow(lane, 0);
        byte[] bytes = new byte[200_000];
        new SplittableRandom(3).nextBytes(bytes);
        assertThat(flow.offer(bytes, bytes.length)).isTrue();
        flow.end();
        advance(lane, 1_000_000 * MS);
        byte[] got = new byte[bytes.length];
        int count = 0;
        long last = 0;
        for (Parcel next = flow.take(); !next.isEnd(); next = flow.take()) {
            System.arraycopy(next.bytes(), 0, got, count, next.bytes().length);
            count += next.bytes().length;
            assertThat(next.due()).isGreaterThanOrEqualTo(last);
            last = next.due();
        }
        assertThat(count).isEqualTo(bytes.length);
        assertThat(got).isEqualTo(bytes);
        assertThat(lane.traffic().missing()).isGreaterThan(20);
    }

    @Test
    void aQueueMakesOthersWaitForAllThatIsInIt() throws InterruptedException {
        Lane lane = lane("rtt=40ms,up=11584k,queue=64k");
        Flow bulk = new Flow(lane, 0);
        Flow small = new Flow(lane, 0);
        offer(lane, bulk, 0, 10 * SEGMENT);
        offer(lane, small, 0, SEGMENT);
        assertThat(small.take().due()).isEqualTo((11 + 20) * MS);
    }

    @Test
    void whatFindsNoRoomInTheQueueIsSentAgain() throws InterruptedException {
        Lane lane = lane("rtt=40ms,up=11584k,queue=" + 6 * SEGMENT);
        Flow flow = new Flow(lane, 0);
        Flow other = new Flow(lane, 0);
        offer(lane, other, 0, SEGMENT);
        offer(lane, flow, 0, 6 * SEGMENT);
        // One is in the queue already, so that the sixth has no room: nothing follows it.
        advance(lane, 1000 * MS);
        List<Long> due = dues(flow, 6);
        assertThat(due.get(4)).isEqualTo((6 + 20) * MS);
        // The timeout begins when what it has in the queue has left.
        assertThat(due.get(5)).isEqualTo(6 * MS + TIMEOUT + 1 * MS + 20 * MS);
        assertThat(lane.traffic().dropped()).isEqualTo(1);
    }

    /// A segment takes 100 ms here, so that a timeout is far shorter than the queue.
    @Test
    void aDeepQueueMakesNoLossShowBeforeTheSegmentsBehindItHaveLeft() throws InterruptedException {
        Lane lane = lane("rtt=40ms,up=115840,queue=64k,loss=10%,seed=" + seedThatLoses(2, 20));
        Flow flow = new Flow(lane, 0);
        offer(lane, flow, 0, 6 * SEGMENT);
        advance(lane, 10_000 * MS);
        // It left at 300 ms, the third behind it at 600 ms, it again at 640 ms.
        assertThat(dues(flow, 6).subList(2, 6)).containsOnly((640 + 100 + 20) * MS);
        assertThat(lane.traffic().timeouts()).isZero();
    }

    @Test
    void whatFindsNoRoomInADeepQueueIsNotSentAgainBeforeTheOthersHaveLeft()
            throws InterruptedException {
        Lane lane = lane("rtt=40ms,up=115840,queue=" + 5 * SEGMENT);
        Flow flow = new Flow(lane, 0);
        offer(lane, flow, 0, 6 * SEGMENT);
        offer(lane, flow, 350 * MS, 3 * SEGMENT);
        advance(lane, 10_000 * MS);
        // The last of those before it leaves at 500 ms, the third behind it at 800 ms.
        assertThat(dues(flow, 9).subList(5, 9)).containsOnly((840 + 100 + 20) * MS);
        assertThat(lane.traffic().segments()).isEqualTo(10);
        assertThat(lane.traffic().timeouts()).isZero();
    }

    @Test
    void aLongTransferThroughASmallQueueGetsThrough() throws InterruptedException {
        Lane lane = lane("rtt=40ms,up=11584k,queue=64k");
        Flow flow = new Flow(lane, 0);
        offer(lane, flow, 0, 700 * SEGMENT);
        advance(lane, 100_000 * MS);
        long last = dues(flow, 700).getLast();
        assertThat(last).isBetween(720 * MS, 1400 * MS);
        assertThat(lane.traffic().dropped()).isGreaterThan(0);
    }

    @Test
    void nothingLeavesInAnOutage() throws InterruptedException {
        Lane lane = lane("rtt=40ms,up=11584k,outage=100ms@2ms/1s");
        Flow flow = new Flow(lane, 0);
        offer(lane, flow, 0, 3 * SEGMENT);
        offer(lane, flow, 1050 * MS, SEGMENT);
        advance(lane, 2000 * MS);
        assertThat(dues(flow, 4))
                .containsExactly(21 * MS, 22 * MS, (102 + 1 + 20) * MS, (1102 + 1 + 20) * MS);
    }

    @Test
    void whatAnOutageCutsOffLeavesWholeAfterIt() throws InterruptedException {
        Lane lane = lane("rtt=40ms,up=115840,outage=100ms@150ms/1s");
        Flow flow = new Flow(lane, 0);
        offer(lane, flow, 0, 3 * SEGMENT);
        advance(lane, 2000 * MS);
        assertThat(dues(flow, 3))
                .containsExactly(120 * MS, (250 + 100 + 20) * MS, (250 + 200 + 20) * MS);
    }

    @Test
    void anOpportunityInAnOutageIsNone() throws Exception {
        Path trace = Files.writeString(folder.resolve("trace"), "10\n50\n90\n");
        Lane lane = lane("rtt=40ms,outage=60ms@20ms,up-trace=" + trace);
        Flow flow = new Flow(lane, 0);
        offer(lane, flow, 0, 3 * SEGMENT);
        advance(lane, 2000 * MS);
        assertThat(dues(flow, 3)).containsExactly(30 * MS, 110 * MS, 120 * MS);
    }

    @Test
    void outagesThatLeaveNoSegmentTimeStillEnd() throws InterruptedException {
        Lane lane = lane("rtt=40ms,up=115840,outage=50ms@40ms/80ms");
        Flow flow = new Flow(lane, 0);
        offer(lane, flow, 0, 2 * SEGMENT);
        advance(lane, 5000 * MS);
        assertThat(dues(flow, 2)).isSorted();
    }

    @Test
    void aChangeHoldsFromThenOnAndWhatHasLeftArrivesAsItWasTo() throws InterruptedException {
        Lane lane = lane("rtt=40ms,up=11584k");
        Flow flow = new Flow(lane, 0);
        offer(lane, flow, 0, 4 * SEGMENT);
        clock.set(1 * MS);
        lane.change(LinkProfile.parse("rtt=20ms,up=1158400").upImpairments(1 * MS));
        advance(lane, 1000 * MS);
        // Two had been taken; the others take 10 ms each.
        assertThat(dues(flow, 4)).containsExactly(21 * MS, 22 * MS, 22 * MS, 32 * MS);
    }

    @Test
    void anIdleLinkSavesNothingUp() throws InterruptedException {
        Lane lane = lane("rtt=0s,up=11584k");
        Flow flow = new Flow(lane, 0);
        offer(lane, flow, 10_000 * MS, 10 * SEGMENT);
        advance(lane, 20_000 * MS);
        List<Long> due = dues(flow, 10);
        for (int i = 0; i < 10; i++) {
            assertThat(due.get(i)).isEqualTo((10_000 + i + 1) * MS);
        }
    }

    private Lane lane(String profile) {
        return new Lane("test", LinkProfile.parse(profile).upImpairments(0), clock::get);
    }

    private void offer(Lane lane, Flow flow, long time, int bytes) throws InterruptedException {
        advance(lane, time);
        assertThat(flow.offer(new byte[bytes], bytes)).isTrue();
    }

    private void advance(Lane lane, long time) {
        clock.set(time);
        lane.lock.lock();
        try {
            lane.advance();
        } finally {
            lane.lock.unlock();
        }
    }

    private static List<Long> dues(Flow flow, int count) throws InterruptedException {
        List<Long> dues = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            dues.add(flow.take().due());
        }
        return dues;
    }

    /// A seed with which, of `count` segments (the last argument) on the way up, those with the
    /// other numbers are lost.
    private static long seedThatLoses(int... numbersAndCount) {
        int count = numbersAndCount[numbersAndCount.length - 1];
        double loss = count > 10 ? 0.1 : 0.5;
        for (long seed = 2; ; seed++) {
            Loss drawn = new Loss(loss, new SplittableRandom(seed).split());
            boolean fits = true;
            for (int i = 0; i < count; i++) {
                int number = i;
                boolean wanted =
                        java.util.Arrays.stream(numbersAndCount, 0, numbersAndCount.length - 1)
                                .anyMatch(n -> n == number);
                fits &= drawn.strikes() == wanted;
            }
            if (fits) {
                return seed;
            }
        }
    }
}
