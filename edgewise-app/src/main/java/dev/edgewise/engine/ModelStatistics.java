package dev.edgewise.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a version of a model has done since it was loaded, in the terms of Triton's statistics
/// extension of the Open Inference Protocol:
/// <https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_statistics.md>.
/// Any number of threads may count.
public final class ModelStatistics {

    /// How often something happened, and how long it took in all.
    public record Count(long count, long nanos) {

        static final Count NONE = new Count(0, 0);

        Count plus(long moreNanos) {
            return new Count(count + 1, nanos + moreNanos);
        }
    }

    /// Runs of one size.
    ///
    /// @param size how many rows ran as one
    /// @param infer the runs themselves
    public record Executions(long size, Count infer) {}

    /// What was counted until a moment.
    ///
    /// @param lastInferenceMillis when the last request came, in milliseconds since 1970; 0 if none
    /// has
    /// @param inferences rows that were inferred, those of a batch counted each
    /// @param executions runs of the model
    /// @param success requests that were answered, from their first byte to the answer
    /// @param fail those that failed
    /// @param queue waiting for a worker, of those answered, as the next three
    /// @param input decoding
    /// @param infer predicting
    /// @param output encoding
    public record Snapshot(
            long lastInferenceMillis,
            long inferences,
            long executions,
            Count success,
            Count fail,
            Count queue,
            Count input,
            Count infer,
            Count output,
            List<Executions> batches) {

        public Snapshot {
            batches = List.copyOf(batches);
        }
    }

    private final Map<Long, Executions> batches = new TreeMap<>();
    private long lastInferenceMillis;
    private Count success = Count.NONE;
    private Count fail = Count.NONE;
    private Count queue = Count.NONE;
    private Count input = Count.NONE;
    private Count infer = Count.NONE;
    private Count output = Count.NONE;

    /// Counts a request that was answered.
    ///
    /// @param phases its time, of which `queue`, `decode`, `predict` and `encode` count
    public synchronized void succeeded(Phases phases) {
        lastInferenceMillis = System.currentTimeMillis();
        success = success.plus(System.nanoTime() - phases.startNanos());
        for (Phase phase : phases.ended()) {
            switch (phase.name()) {
                case "queue" -> queue = queue.plus(phase.nanos());
                case "decode" -> input = input.plus(phase.nanos());
                case "predict" -> infer = infer.plus(phase.nanos());
                case "encode" -> output = output.plus(phase.nanos());
                default -> {
                    // Reading and the total are no part of the model's time.
                }
            }
        }
    }

    /// Counts a request that failed.
    public synchronized void failed(Phases phases) {
        fail = fail.plus(System.nanoTime() - phases.startNanos());
    }

    /// Counts a run of `size` rows.
    synchronized void executed(long size, long nanos) {
        Executions before = batches.getOrDefault(size, new Executions(size, Count.NONE));
        batches.put(size, new Executions(size, before.infer.plus(nanos)));
    }

    /// What was counted until now.
    public synchronized Snapshot snapshot() {
        long executions = 0;
        long inferences = 0;
        for (Executions batch : batches.values()) {
            executions += batch.infer.count();
            inferences += batch.size * batch.infer.count();
        }
        return new Snapshot(
                lastInferenceMillis,
                inferences,
                executions,
                success,
                fail,
                queue,
                input,
                infer,
                output,
                new ArrayList<>(batches.values()));
    }
}
