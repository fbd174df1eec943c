package dev.edgewise.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAccumulator;

/// What one version of a model was asked since the server began. Any number of threads note at
/// once; what is read is never more than a moment old, and its parts may differ by that moment.
public final class ModelUsage {

    /// The steps of an answered request, which are told in sum.
    public static final List<String> STEPS = List.of("queue", "decode", "predict", "encode");

    /// A client chooses the size of its batch: beyond this many sizes, others aren't told apart.
    private static final int SIZES = 256;

    private final Spending success = new Spending();
    private final Spending failure = new Spending();
    private final Spending inferences = new Spending();
    private final Spending runs = new Spending();
    private final Map<String, Spending> steps = spending();
    private final Map<Long, Map<String, Spending>> batches = new ConcurrentSkipListMap<>();
    private final LongAccumulator lastMillis = new LongAccumulator(Math::max, 0);

    ModelUsage() {}

    private static Map<String, Spending> spending() {
        Map<String, Spending> steps = new TreeMap<>();
        STEPS.forEach(step -> steps.put(step, new Spending()));
        return Map.copyOf(steps);
    }

    void answered(long batch, Phases phases, long nowMillis) {
        lastMillis.accumulate(nowMillis);
        success.add(1, System.nanoTime() - phases.startNanos());
        inferences.add(batch, 0);
        add(steps, phases);
    }

    /// Notes that a request ran alone.
    void ran(long batch, Phases phases) {
        runs.add(1, 0);
        if (isTold(batch)) {
            add(batches.computeIfAbsent(batch, size -> spending()), phases);
        }
    }

    /// Notes that requests ran as one.
    ///
    /// @param batch how many were asked by them all
    /// @param joinNanos how long it took to make one request of them
    /// @param splitNanos how long it took to take their answers apart
    void ran(long batch, long joinNanos, long runNanos, long splitNanos) {
        runs.add(1, 0);
        if (isTold(batch)) {
            Map<String, Spending> size = batches.computeIfAbsent(batch, s -> spending());
            spend(size, "decode", 1, joinNanos);
            spend(size, "predict", 1, runNanos);
            spend(size, "encode", 1, splitNanos);
        }
    }

    private boolean isTold(long batch) {
        return batches.containsKey(batch) || batches.size() < SIZES;
    }

    private static void add(Map<String, Spending> steps, Phases phases) {
        for (Phase phase : phases.ended()) {
            if (phase.name().equals("batch")) {
                // Who waits for others waits: the second part of one wait.
                spend(steps, "queue", 0, phase.nanos());
            } else {
                spend(steps, phase.name(), 1, phase.nanos());
            }
        }
    }

    private static void spend(Map<String, Spending> steps, String name, long times, long nanos) {
        Spending step = steps.get(name);
        if (step != null) {
            step.add(times, nanos);
        }
    }

    void failed(Phases phases, long nowMillis) {
        lastMillis.accumulate(nowMillis);
        failure.add(1, System.nanoTime() - phases.startNanos());
    }

    /// When it was last asked, in milliseconds since 1970; 0 for never.
    public long lastMillis() {
        return lastMillis.get();
    }

    /// Whole requests that were answered.
    public Spent success() {
        return success.spent();
    }

    /// Whole requests that weren't.
    public Spent failure() {
        return failure.spent();
    }

    /// How many were asked in all; a batch of 8 counts as 8.
    public long inferences() {
        return inferences.spent().count();
    }

    /// How often the model ran; fewer times than it was asked, where requests run as one.
    public long runs() {
        return runs.spent().count();
    }

    /// The step called `name`, one of [#STEPS], of the requests that were answered.
    public Spent step(String name) {
        return spent(steps, name);
    }

    /// The sizes of the runs, smallest first.
    public List<Long> batchSizes() {
        return List.copyOf(batches.keySet());
    }

    /// The step called `name`, one of [#STEPS], of the runs of `size`.
    public Spent step(long size, String name) {
        return spent(batches.getOrDefault(size, Map.of()), name);
    }

    private static Spent spent(Map<String, Spending> steps, String name) {
        Spending step = steps.get(name);
        return step == null ? Spent.NOTHING : step.spent();
    }
}
