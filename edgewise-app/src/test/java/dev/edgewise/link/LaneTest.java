package dev.edgewise.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// The model of one direction in virtual time: no timer runs, and the clock is a number.
class LaneTest {

    private static final long MS = 1_000_000;
    private static final int SEGMENT = Window.SEGMENT;

    private final AtomicLong clock = new AtomicLong();

    /// A segment takes 1 ms, and 20 ms pass until it arrives.
    private final Lane lane = lane("rtt=40ms,up=11584k");

    @Test
    void bytesArriveWhenTheyHaveLeftAndTheDelayHasPassed() throws InterruptedException {
        Flow flow = new Flow(lane, 0);
        offer(flow, 5 * MS, SEGMENT);
        assertThat(flow.take().due()).isEqualTo(5 * MS + 1 * MS + 20 * MS);
    }

    @Test
    void nothingLeavesBeforeTheHandshakeIsDone() throws InterruptedException {
        Flow flow = new Flow(lane, 40 * MS);
        offer(flow, 0, 1);
        advance(100 * MS);
        assertThat(flow.take().due()).isBetween(60 * MS, 60 * MS + 1000);
    }

    @Test
    void aThreadThatComesLateCostsNoRate() throws InterruptedException {
        Flow flow = new Flow(lane, 0);
        offer(flow, 0, 10 * SEGMENT);
        advance(1000 * MS);
        for (int i = 1; i <= 10; i++) {
            assertThat(flow.take().due()).isEqualTo(i * MS + 20 * MS);
        }
    }

    @Test
    void aFreshConnectionWaitsForAcknowledgementsAfterTenSegments() throws InterruptedException {
        Flow flow = new Flow(lane, 0);
        offer(flow, 0, 23 * SEGMENT);
        advance(1000 * MS);
        // The first acknowledgement comes at 41 ms, each one releases two segments of 1 ms.
        for (int i = 1; i <= 10; i++) {
            assertThat(flow.take().due()).isEqualTo(i * MS + 20 * MS);
        }
        for (int i = 1; i <= 13; i++) {
            assertThat(flow.take().due()).isEqualTo((41 + i) * MS + 20 * MS);
        }
    }

    @Test
    void connectionsTakeTurnsSegmentBySegment() throws InterruptedException {
        Flow one = new Flow(lane, 0);
        Flow two = new Flow(lane, 0);
        offer(one, 0, 8 * SEGMENT);
        offer(two, 0, 8 * SEGMENT);
        advance(1000 * MS);
        for (int i = 0; i < 8; i++) {
            assertThat(one.take().due()).isEqualTo((2 * i + 1) * MS + 20 * MS);
            assertThat(two.take().due()).isEqualTo((2 * i + 2) * MS + 20 * MS);
        }
    }

    @Test
    void aNewcomerWaitsForAtMostOneSegmentOfEachOther() throws InterruptedException {
        Flow bulk = new Flow(lane, 0);
        Flow small = new Flow(lane, 0);
        offer(bulk, 0, 10 * SEGMENT);
        offer(small, 3 * MS + 1, 1);
        advance(1000 * MS);
        assertThat(small.take().due()).isLessThanOrEqualTo(3 * MS + 1 + 2 * MS + 20 * MS);
    }

    @Test
    void smallWritesThatWaitLeaveTogether() throws InterruptedException {
        Flow flow = new Flow(lane, 40 * MS);
        for (int i = 0; i < 100; i++) {
            offer(flow, i, 10);
        }
        advance(1000 * MS);
        assertThat(flow.take().bytes()).hasSize(1000);
    }

    @Test
    void theEndArrivesBehindTheBytes() throws InterruptedException {
        Flow flow = new Flow(lane, 0);
        offer(flow, 0, 2 * SEGMENT);
        flow.end();
        advance(1000 * MS);
        assertThat(flow.take().due()).isEqualTo(21 * MS);
        assertThat(flow.take().due()).isEqualTo(22 * MS);
        Parcel end = flow.take();
        assertThat(end.isEnd()).isTrue();
        assertThat(end.due()).isEqualTo(22 * MS);
    }

    @Test
    void theEndOfASilentConnectionTakesTheDelayToo() throws InterruptedException {
        Flow flow = new Flow(lane, 0);
        clock.set(3 * MS);
        flow.end();
        assertThat(flow.take().due()).isEqualTo(23 * MS);
    }

    @Test
    void aReceiverThatReadsNothingStopsItsSenderUntilItReads() throws InterruptedException {
        Lane fast = lane("loopback");
        Flow flow = new Flow(fast, 0);
        assertThat(fill(fast, flow)).isBetween(fast.limit(), fast.limit() + (64 << 10));
        flow.read(1 << 19);
        assertThat(fast.traffic().waitingBytes()).isZero();
    }

    @Test
    void aSenderThatWasStoppedGoesOnWhenTheLinkHoldsMore() throws InterruptedException {
        Lane fast = lane("loopback");
        Flow flow = new Flow(fast, 0);
        long stopped = fill(fast, flow);
        fast.change(LinkProfile.parse("rtt=1s,up=1G").upImpairments(0));
        assertThat(fast.limit()).isGreaterThan(stopped + (64 << 10));
        flow.read(1);
        clock.set(2000 * MS);
        flow.offer(new byte[1], 1);
        assertThat(fast.traffic().waitingBytes()).isZero();
    }

    /// Offers bytes until some have to wait; how many didn't.
    private static long fill(Lane lane, Flow flow) throws InterruptedException {
        byte[] bytes = new byte[64 << 10];
        long offered = 0;
        while (lane.traffic().waitingBytes() == 0) {
            assertThat(flow.offer(bytes, bytes.length)).isTrue();
            offered += bytes.length;
        }
        return offered - lane.traffic().waitingBytes();
    }

    @Test
    void afterACutNothingIsTakenAndTheLaneIsFreeForOthers() throws InterruptedException {
        Flow cut = new Flow(lane, 0);
        Flow other = new Flow(lane, 0);
        offer(cut, 0, 10 * SEGMENT);
        assertThat(cut.cutOff()).isEqualTo(21 * MS);
        offer(other, 1 * MS, SEGMENT);
        assertThat(other.take().due()).isEqualTo(22 * MS);
        assertThat(cut.offer(new byte[1], 1)).isFalse();
    }

    private Lane lane(String profile) {
        return new Lane("test", LinkProfile.parse(profile).upImpairments(0), clock::get);
    }

    private void offer(Flow flow, long time, int bytes) throws InterruptedException {
        clock.set(time);
        assertThat(flow.offer(new byte[bytes], bytes)).isTrue();
    }

    private void advance(long time) {
        clock.set(time);
        lane.lock.lock();
        try {
            lane.advance();
        } finally {
            lane.lock.unlock();
        }
    }
}
