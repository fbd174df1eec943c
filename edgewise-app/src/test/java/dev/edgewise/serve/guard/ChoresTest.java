package dev.edgewise.serve.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChoresTest {

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Semaphore done = new Semaphore(0);

    private void fail() {
        done.release();
        throw new IllegalStateException("a bug");
    }

    @Test
    void oneThatFailsIsSaidOnceAndDoneAgain() throws InterruptedException {
        try (Chores chores = new Chores(notice -> said.add(String.valueOf(notice.getMessage())))) {
            chores.add("keys", this::fail);
            chores.start();
            done.acquire(3);
        }
        assertThat(said)
                .containsExactly(
                        "keys: failed, and is tried again: java.lang.IllegalStateException: a bug");
    }

    @Test
    void oneThatWaitsHoldsUpNoOther() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        try (Chores chores = new Chores(notice -> said.add(String.valueOf(notice.getMessage())))) {
            chores.add("waits", () -> hold(never));
            chores.add("works", done::release);
            chores.start();
            done.acquire(2);
            never.countDown();
        }
        assertThat(said).isEmpty();
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
