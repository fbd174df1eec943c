package dev.edgewise.engine;

import dev.edgewise.model.ElementType;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.TensorValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Requests that run as one. [Batched] guards who joins; one thread runs it, after nobody can join
/// any more.
final class Batch {

    /// After how long one that waits looks around.
    private static final long GLANCE_NANOS = 20_000_000;

    /// What the requests of a batch have in common: the tensors' types and sizes, but for the first
    /// of these, and which outputs are wanted.
    record Kind(Map<String, String> tensors, Set<String> wanted) {

        static Kind of(Map<String, TensorValue> inputs, Set<String> wanted) {
            Map<String, String> tensors = new TreeMap<>();
            inputs.forEach(
                    (name, value) -> {
                        List<Long> shape = value.shape();
                        List<Long> rest = shape.isEmpty() ? shape : shape.subList(1, shape.size());
                        tensors.put(name, value.type() + " " + shape.size() + " " + rest);
                    });
            return new Kind(tensors, wanted);
        }
    }

    /// One request of the batch.
    static final class Part {

        private final Map<String, TensorValue> inputs;
        private final Patience patience;
        private final long rows;
        private final CompletableFuture<Map<String, TensorValue>> outputs =
                new CompletableFuture<>();

        /// When it began to run; 0 before.
        private volatile long begunNanos;

        private Part(Map<String, TensorValue> inputs, Patience patience) {
            this.inputs = inputs;
            this.patience = patience;
            this.rows = rows(inputs);
        }

        /// The first size that all its tensors have; -1 if they differ.
        private static long rows(Map<String, TensorValue> tensors) {
            List<Long> rows =
                    tensors.values().stream()
                            .map(t -> t.shape().isEmpty() ? -1L : t.shape().getFirst())
                            .distinct()
                            .toList();
            return rows.size() == 1 ? rows.getFirst() : -1;
        }

        Map<String, TensorValue> await() throws IOException, InterruptedException {
            while (true) {
                try {
                    return outputs.get(GLANCE_NANOS, TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    look();
                } catch (ExecutionException e) {
                    throw failure(e);
                }
            }
        }

        /// Drops it, if it hasn't begun to run and it is no use to wait. Its own thread looks.
        void look() {
            if (begunNanos == 0) {
                patience.overHere(System.nanoTime()).ifPresent(outputs::completeExceptionally);
            }
        }

        /// What each request that waits throws as its own.
        private static IOException failure(ExecutionException e) {
            return switch (e.getCause()) {
                case ModelException failure ->
                        new ModelException(String.valueOf(failure.getMessage()), failure);
                case Refusal refusal -> refusal;
                case null, default -> throw new IllegalStateException("the batch failed", e);
            };
        }

        /// Begins to run, unless it was dropped or is dropped now.
        private boolean begin(long now) {
            patience.over(now).ifPresent(outputs::completeExceptionally);
            if (outputs.isDone()) {
                return false;
            }
            begunNanos = now;
            return true;
        }

        /// Notes how long it waited, and ran.
        void tell(Phases phases) {
            long now = System.nanoTime();
            long begun = begunNanos == 0 ? now : begunNanos;
            phases.add("batch", patience.sinceNanos(), begun);
            if (begunNanos != 0) {
                phases.add("predict", begun, now);
            }
        }

        private void runAlone(ServedModel model, Set<String> wanted, ModelUsage usage) {
            try {
                long begin = System.nanoTime();
                Map<String, TensorValue> found = model.run(inputs, wanted);
                usage.ran(Math.max(1, rows), 0, System.nanoTime() - begin, 0);
                outputs.complete(found);
            } catch (ModelException | RuntimeException e) {
                outputs.completeExceptionally(e);
            }
        }
    }

    private final Kind kind;
    private final List<Part> parts = new ArrayList<>();
    private final CountDownLatch full = new CountDownLatch(1);

    Batch(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    int size() {
        return parts.size();
    }

    Part join(Map<String, TensorValue> inputs, Patience patience) {
        Part part = new Part(inputs, patience);
        parts.add(part);
        return part;
    }

    /// Tells who runs it that there is nobody to wait for.
    void fill() {
        full.countDown();
    }

    void awaitFull(Duration delay) throws InterruptedException {
        if (!delay.isZero()) {
            boolean _ = full.await(delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /// Fails what isn't answered yet.
    void fail(Exception failure) {
        parts.forEach(part -> part.outputs.completeExceptionally(failure));
    }

    /// Runs it, without those that it comes too late for. If it can't be run as one, each part runs
    /// alone, so that only those fail that have reason to.
    ///
    /// @param usage where the runs are counted
    void run(ServedModel model, ModelUsage usage) {
        long now = System.nanoTime();
        parts.removeIf(part -> !part.begin(now));
        if (parts.size() > 1) {
            try {
                together(model, usage);
                return;
            } catch (ModelException | RuntimeException e) {
                // Who is to blame shows when each runs alone.
            }
        }
        parts.forEach(part -> part.runAlone(model, kind.wanted, usage));
    }

    private void together(ServedModel model, ModelUsage usage) throws ModelException {
        long begin = System.nanoTime();
        Map<String, TensorValue> inputs = join();
        long joined = System.nanoTime();
        Map<String, TensorValue> outputs = model.run(inputs, kind.wanted);
        long ran = System.nanoTime();
        List<Map<String, TensorValue>> split = split(outputs);
        long rows = rows();
        usage.ran(rows, joined - begin, ran - joined, System.nanoTime() - ran);
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).outputs.complete(split.get(i));
        }
    }

    private long rows() {
        return parts.stream().mapToLong(part -> part.rows).sum();
    }

    private Map<String, TensorValue> join() throws ModelException {
        if (parts.stream().anyMatch(part -> part.rows < 1)) {
            throw new ModelException("the tensors of a request differ in their first size");
        }
        Map<String, TensorValue> inputs = new HashMap<>();
        for (String name : kind.tensors.keySet()) {
            inputs.put(name, joined(parts.stream().map(part -> part.inputs.get(name)).toList()));
        }
        return inputs;
    }

    private List<Map<String, TensorValue>> split(Map<String, TensorValue> together)
            throws ModelException {
        List<Map<String, TensorValue>> outputs = new ArrayList<>();
        parts.forEach(part -> outputs.add(new LinkedHashMap<>()));
        for (Map.Entry<String, TensorValue> output : together.entrySet()) {
            TensorValue all = output.getValue();
            if (all.shape().isEmpty() || all.shape().getFirst() != rows()) {
                throw new ModelException(output.getKey() + ": has not as many rows as went in");
            }
            long from = 0;
            for (int i = 0; i < parts.size(); i++) {
                outputs.get(i).put(output.getKey(), all.rows(from, parts.get(i).rows));
                from += parts.get(i).rows;
            }
        }
        return outputs;
    }

    private static TensorValue joined(List<TensorValue> values) {
        TensorValue like = values.getFirst();
        List<Long> shape = new ArrayList<>(like.shape());
        shape.set(0, values.stream().mapToLong(value -> value.shape().getFirst()).sum());
        if (like.type() == ElementType.STRING) {
            return TensorValue.of(
                    values.stream().flatMap(value -> value.texts().stream()).toList(), shape);
        }
        int size = Math.toIntExact(values.stream().mapToLong(TensorValue::size).sum());
        ByteBuffer bytes = ByteBuffer.allocateDirect(size);
        values.forEach(value -> bytes.put(value.bytes()));
        return TensorValue.of(like.type(), shape, bytes.flip());
    }
}
