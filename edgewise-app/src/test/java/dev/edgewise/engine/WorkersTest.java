package dev.edgewise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.engine.Refusal.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {

    private static final long MILLI = 1_000_000;

    private final AtomicLong now = new AtomicLong(1);
    private final List<Refusal> refusals = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Lease lease = lease(1);

    /// On a model whose requests take so many places.
    private static Lease lease(int places) {
        return new Lease(new Shared(new EchoModel("1", "N"), Optional.empty(), new Pace(places)));
    }

    private Workers workers(int queue, Optional<Duration> longestWait) {
        return new Workers(
                new LoadSettings(1, queue, longestWait, Batching.OFF), refusals::add, now::get);
    }

    private static Ticket ticket() {
        return Ticket.of(new Phases(System.nanoTime()));
    }

    /// Lets the clock run for `millis` during one piece of work, so that the next ones are expected
    /// to take as long.
    private void teach(Workers workers, long millis) throws IOException {
        long _ = workers.admit(lease, ticket(), () -> now.addAndGet(millis * MILLI));
    }

    /// Work that holds the only worker until the end.
    private void occupy(Workers workers) {
        CompletableFuture<String> _ =
                start(
                        workers,
                        ticket(),
                        () -> {
                            end.await();
                            return "done";
                        });
        await(() -> workers.busy() == 1);
    }

    private interface Waiting {
        String run() throws InterruptedException;
    }

    private CompletableFuture<String> start(Workers workers, Ticket ticket, Waiting work) {
        return start(lease, workers, ticket, work);
    }

    private static CompletableFuture<String> start(
            Lease lease, Workers workers, Ticket ticket, Waiting work) {
        CompletableFuture<String> result = new CompletableFuture<>();
        Thread.startVirtualThread(
                () -> {
                    try {
                        result.complete(
                                workers.admit(
                                        lease,
                                        ticket,
                                        () -> {
                                            try {
                                                return work.run();
                                            } catch (InterruptedException e) {
                                                throw new IOException(e);
                                            }
                                        }));
                    } catch (IOException e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(MILLI);
        }
    }

    private void refused(CompletableFuture<String> request, Reason reason, String message)
            throws InterruptedException {
        try {
            throw new AssertionError("it was worked on: " + request.get());
        } catch (ExecutionException e) {
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.reason()).isEqualTo(reason))
                    .hasMessage(message)
                    .isIn(refusals);
        }
    }

    @Test
    void whoFindsTheQueueFullIsRefused() throws Exception {
        Workers workers = workers(1, Optional.empty());
        occupy(workers);
        CompletableFuture<String> second = start(workers, ticket(), () -> "second");
        await(() -> workers.waiting() == 1);
        refused(
                start(workers, ticket(), () -> "third"),
                Reason.QUEUE_FULL,
                "the queue is full: 1 requests wait");
        end.countDown();
        assertThat(second.get()).isEqualTo("second");
    }

    @Test
    void whoWouldWaitLongerThanIsAllowedIsRefusedAtOnce() throws Exception {
        Workers workers = workers(8, Optional.of(Duration.ofMillis(50)));
        teach(workers, 30);
        occupy(workers);
        assertThat(workers.expectedWait()).isEqualTo(Duration.ofMillis(30));
        CompletableFuture<String> second = start(workers, ticket(), () -> "second");
        await(() -> workers.waiting() == 1);
        refused(
                start(workers, ticket(), () -> "third"),
                Reason.QUEUE_TIME,
                "the queue is too long: a request would wait about 60 ms or a quarter more, the"
                        + " limit is 50 ms");
        end.countDown();
        assertThat(second.get()).isEqualTo("second");
    }

    @Test
    void whoHasWaitedLongerThanIsAllowedIsDropped() throws Exception {
        Workers workers = workers(8, Optional.of(Duration.ofMillis(50)));
        occupy(workers);
        CompletableFuture<String> second = start(workers, ticket(), () -> "second");
        await(() -> workers.waiting() == 1);
        now.addAndGet(51 * MILLI);
        refused(second, Reason.QUEUE_TIME, "the request waited longer than 50 ms");
        assertThat(workers.waiting()).isZero();
        end.countDown();
    }

    @Test
    void whoseDeadlineHasPassedIsRefusedThoughAWorkerIsFree() throws Exception {
        Workers workers = workers(8, Optional.empty());
        refused(
                start(workers, ticket().by(now.get() - 1), () -> "late"),
                Reason.TOO_LATE,
                "the request's deadline has passed");
    }

    @Test
    void whoseDeadlineCannotBeMetIsRefusedAtOnce() throws Exception {
        Workers workers = workers(8, Optional.empty());
        teach(workers, 30);
        occupy(workers);
        refused(
                start(workers, ticket().by(now.get() + 40 * MILLI), () -> "late"),
                Reason.TOO_LATE,
                "the request's deadline would pass: it has 40 ms left, would wait about 30 ms and take"
                        + " about 30 ms");
        end.countDown();
    }

    @Test
    void whoseDeadlineIsShorterThanTheWorkIsRefusedThoughAWorkerIsFree() throws Exception {
        Workers workers = workers(8, Optional.empty());
        teach(workers, 30);
        int worked = 0;
        for (int i = 0; i < 64; i++) {
            CompletableFuture<String> request =
                    start(workers, ticket().by(now.get() + 20 * MILLI), () -> "tried");
            try {
                assertThat(request.get()).isEqualTo("tried");
                worked++;
            } catch (ExecutionException e) {
                assertThat(e.getCause())
                        .hasMessage(
                                "the request's deadline would pass: it has 20 ms left, would wait"
                                        + " about 0 ms and take about 30 ms");
            }
            // Once it was quick, nobody is refused.
            if (worked == 1) {
                break;
            }
        }
        assertThat(worked).isEqualTo(1);
    }

    @Test
    void whatOneModelTakesIsNotExpectedOfAnother() throws Exception {
        Workers workers = workers(8, Optional.empty());
        teach(workers, 30);
        long _ = workers.admit(lease(1), ticket().by(now.get() + 20 * MILLI), now::get);
    }

    @Test
    void whoCannotBeginInTimeAnyMoreIsDropped() throws Exception {
        Workers workers = workers(8, Optional.empty());
        teach(workers, 30);
        occupy(workers);
        CompletableFuture<String> second =
                start(workers, ticket().by(now.get() + 70 * MILLI), () -> "late");
        await(() -> workers.waiting() == 1);
        now.addAndGet(40 * MILLI);
        refused(
                second,
                Reason.TOO_LATE,
                "the request's deadline can't be met any more: it waited too long");
        end.countDown();
    }

    @Test
    void whoNeedsAllPlacesWaitsForThemAndIsNotOvertaken() throws Exception {
        Workers workers =
                new Workers(
                        new LoadSettings(1, 8, Optional.empty(), new Batching(2, Duration.ZERO)),
                        refusals::add,
                        now::get);
        occupy(workers);
        List<String> order = new CopyOnWriteArrayList<>();
        Lease whole = lease(2);
        CompletableFuture<String> second =
                start(whole, workers, ticket(), () -> noted(order, "whole"));
        await(() -> workers.waiting() == 1);
        CompletableFuture<String> third = start(workers, ticket(), () -> noted(order, "part"));
        await(() -> workers.waiting() == 2);
        assertThat(order).isEmpty();
        end.countDown();
        assertThat(second.get()).isEqualTo("whole");
        assertThat(third.get()).isEqualTo("part");
        assertThat(order).containsExactly("whole", "part");
        await(() -> workers.busy() == 0);
    }

    private static String noted(List<String> order, String what) {
        order.add(what);
        return what;
    }

    @Test
    void whoseDeadlinePassesInTheQueueIsDropped() throws Exception {
        Workers workers = workers(8, Optional.empty());
        occupy(workers);
        CompletableFuture<String> second =
                start(workers, ticket().by(now.get() + 40 * MILLI), () -> "late");
        await(() -> workers.waiting() == 1);
        now.addAndGet(40 * MILLI);
        refused(
                second,
                Reason.TOO_LATE,
                "the request's deadline can't be met any more: it waited too long");
        end.countDown();
    }

    @Test
    void whoseClientIsGoneLeavesTheQueue() throws Exception {
        Workers workers = workers(8, Optional.empty());
        AtomicBoolean gone = new AtomicBoolean();
        occupy(workers);
        CompletableFuture<String> second =
                start(workers, ticket().unless(gone::get), () -> "for nobody");
        await(() -> workers.waiting() == 1);
        gone.set(true);
        refused(second, Reason.CLIENT_GONE, "the client is gone");
        assertThat(workers.waiting()).isZero();
        end.countDown();
    }

    @Test
    void whoWaitsAlreadyIsWorkedOnThoughTheServerStops() throws Exception {
        Workers workers = workers(8, Optional.empty());
        occupy(workers);
        CompletableFuture<String> second = start(workers, ticket(), () -> "second");
        await(() -> workers.waiting() == 1);
        workers.stop();
        refused(start(workers, ticket(), () -> "third"), Reason.STOPPING, "the server is stopping");
        end.countDown();
        assertThat(second.get()).isEqualTo("second");
    }

    @Test
    void theEarlierOfTwoDeadlinesCounts() {
        assertThat(ticket().by(7).by(9).deadlineNanos()).hasValue(7);
        assertThat(ticket().by(9).by(7).deadlineNanos()).hasValue(7);
    }
}
