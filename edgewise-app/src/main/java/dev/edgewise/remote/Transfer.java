package dev.edgewise.remote;

import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpPipeline;
import dev.edgewise.http.PreparedRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// One connection that is kept full in one direction: enough requests are under way for the link
/// never to wait for one, and no more than it carries in about half a second, so that what is in
/// its queues at the end is soon gone.
///
/// A part has arrived when its answer has. On the way up that is a constant time later, which no
/// rate feels.
final class Transfer {

    static final int LEAST_PART = 2 << 10;
    private static final int LARGEST_PART = 256 << 10;
    private static final long FEWEST_UNDER_WAY = 16 << 10;
    private static final long MOST_UNDER_WAY = 32 << 20;
    private static final int PARTS = 32;
    private static final long LEAST_MEMORY = 200_000_000;

    /// What came in the time that is remembered.
    private record Arrival(long nanos, int bytes) {}

    private final Way way;
    private final ProbeRequests requests;
    private final ByteCurve curve;
    private final Failures failures;
    private final long memoryNanos;
    private final Deque<Integer> sent = new ArrayDeque<>();
    private final Deque<Arrival> recent = new ArrayDeque<>();
    private long recentBytes;
    private long underWay;
    private boolean over;
    private final Thread thread;

    /// Connects, and begins.
    ///
    /// @param lifetime after which the connection ends whatever happens
    Transfer(
            Way way,
            ProbeRequests requests,
            ByteCurve curve,
            Duration roundTrip,
            Duration lifetime,
            Failures failures) {
        this.way = way;
        this.requests = requests;
        this.curve = curve;
        this.failures = failures;
        this.memoryNanos = Math.max(LEAST_MEMORY, roundTrip.toNanos() * 11 / 10);
        this.thread = Thread.ofVirtual().start(() -> run(lifetime));
    }

    private void run(Duration lifetime) {
        try (HttpPipeline pipeline = requests.connect(lifetime)) {
            Thread sender = Thread.ofVirtual().start(() -> send(pipeline));
            try {
                receive(pipeline);
            } catch (IOException e) {
                failures.add(e);
                sender.interrupt();
            } finally {
                finish();
                // An answer may come before the sender knows that its request has gone: to close
                // the
                // connection, or to interrupt the sender, would then fail what has worked.
                sender.join();
            }
        } catch (IOException e) {
            failures.add(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpPipeline pipeline) {
        try {
            for (int bytes = next(); bytes > 0; bytes = next()) {
                pipeline.send(requests.of(way, bytes));
            }
        } catch (IOException e) {
            failures.add(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// How many bytes the next part has, once it may go; 0 if none is to go any more.
    private synchronized int next() throws InterruptedException {
        while (!over && underWay >= limit()) {
            wait();
        }
        if (over) {
            return 0;
        }
        int bytes = Math.clamp(limit() / PARTS, LEAST_PART, LARGEST_PART);
        bytes = Integer.highestOneBit(bytes);
        sent.add(bytes);
        underWay += bytes;
        notifyAll();
        return bytes;
    }

    private long limit() {
        return Math.clamp(2 * recentBytes, FEWEST_UNDER_WAY, MOST_UNDER_WAY);
    }

    private void receive(HttpPipeline pipeline) throws IOException, InterruptedException {
        long before = 0;
        for (int bytes = awaited(); bytes > 0; bytes = awaited()) {
            PreparedRequest request = requests.of(way, bytes);
            HttpAnswer answer = pipeline.receive(request);
            long received = pipeline.received();
            long carried =
                    switch (way) {
                        case DOWN -> received - before;
                        case UP -> request.length();
                    };
            before = received;
            arrived(curve.add(carried), bytes);
            requests.check(answer, way, bytes);
        }
    }

    /// How many bytes the part has whose answer is next; 0 if all have theirs and none will follow.
    private synchronized int awaited() throws InterruptedException {
        while (sent.isEmpty() && !over) {
            wait();
        }
        return sent.isEmpty() ? 0 : sent.remove();
    }

    private synchronized void arrived(long now, int bytes) {
        underWay -= bytes;
        recent.add(new Arrival(now, bytes));
        recentBytes += bytes;
        while (now - recent.element().nanos() > memoryNanos) {
            recentBytes -= recent.remove().bytes();
        }
        notifyAll();
    }

    /// Sends no more parts.
    synchronized void finish() {
        over = true;
        notifyAll();
    }

    /// Waits until all that was sent has arrived.
    void join() throws InterruptedException {
        thread.join();
    }
}
