package dev.edgewise.measure.load;

import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Target;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The requests of one open loop: which targets are free, and which requests wait for one.
final class Salvo {

    private record Waiting(String item, long intendedNanos) {}

    private final Pacer pacer;
    private final Executor executor;
    private final long timeoutNanos;
    private final int targets;
    private final long beginNanos;
    private final LoadWatch watch;
    private final Tallies tallies;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition allFree = lock.newCondition();
    private final Deque<Target> free;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long dropped;
    private long unsent;
    private volatile boolean stopped;
    private volatile @Nullable Exception broken;

    Salvo(
            Pacer pacer,
            Executor executor,
            long timeoutNanos,
            Collection<Target> targets,
            LoadWatch watch) {
        this.pacer = pacer;
        this.executor = executor;
        this.timeoutNanos = timeoutNanos;
        this.targets = targets.size();
        this.free = new ArrayDeque<>(targets);
        this.watch = watch;
        this.tallies = new Tallies(watch);
        this.beginNanos = pacer.nanoTime();
    }

    long beginNanos() {
        return beginNanos;
    }

    /// Sends a request through a target that is free, else keeps it until one is.
    void fire(String item, long intendedNanos) {
        Waiting request = new Waiting(item, intendedNanos);
        Target target;
        lock.lock();
        try {
            target = free.poll();
            if (target == null) {
                waiting.add(request);
            }
            clearWaiting();
        } finally {
            lock.unlock();
        }
        if (target != null) {
            executor.execute(() -> send(target, request, false));
        }
    }

    private void send(Target target, Waiting request, boolean held) {
        try {
            long sent = Math.max(request.intendedNanos, now());
            long left = Math.max(1, request.intendedNanos + timeoutNanos - sent);
            Outcome outcome = target.send(request.item, Duration.ofNanos(left));
            tallies.add(
                    new Shot(
                            request.item,
                            request.intendedNanos,
                            sent,
                            held,
                            timeoutNanos,
                            outcome));
        } catch (InterruptedException | RuntimeException e) {
            broken = e;
            stop();
        } finally {
            release(target);
        }
    }

    /// Lets the request that has waited longest have the target.
    private void release(Target target) {
        Waiting next;
        lock.lock();
        try {
            clearWaiting();
            next = waiting.poll();
            if (next == null) {
                free.add(target);
                allFree.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (next != null) {
            executor.execute(() -> send(target, next, true));
        }
    }

    /// Drops what has expired and, if nothing more is sent, gives up the others.
    private void clearWaiting() {
        long now = now();
        for (Waiting oldest = waiting.peek();
                oldest != null && now - oldest.intendedNanos >= timeoutNanos;
                oldest = waiting.peek()) {
            waiting.remove();
            dropped++;
            watch.dropped(oldest.item, oldest.intendedNanos, timeoutNanos);
        }
        if (stopped) {
            unsent += waiting.size();
            waiting.clear();
        }
    }

    boolean goesOn() {
        return !stopped;
    }

    /// Sends nothing more.
    void stop() {
        lock.lock();
        try {
            stopped = true;
            clearWaiting();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for those under way, for no longer than their timeout.
    void awaitEnd() {
        lock.lock();
        try {
            while (free.size() < targets) {
                allFree.awaitUninterruptibly();
            }
            if (broken != null) {
                throw new IllegalStateException("a target threw what should be an outcome", broken);
            }
        } finally {
            lock.unlock();
        }
    }

    /// What came of them, after their end.
    LoadResult result(double perSecond, long lengthNanos) {
        return tallies.result(perSecond, lengthNanos, timeoutNanos, dropped, unsent);
    }

    private long now() {
        return pacer.nanoTime() - beginNanos;
    }
}
