package dev.edgewise.engine;

import dev.edgewise.model.ModelException;
import dev.edgewise.model.TensorValue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/// A model that gives back what it takes: N x 2 numbers, none of which may be negative. It fails
/// once it is closed, and can be held up.
final class EchoModel extends TensorModel {

    /// A number that it runs out of memory on.
    static final float TOO_MUCH = 1e30f;

    /// Runs that may go on; a test that holds the model up takes them all.
    final Semaphore mayRun = new Semaphore(ALL);

    static final int ALL = 1_000_000;

    final AtomicBoolean closed = new AtomicBoolean();

    /// @param rows its first size; a name where the caller chooses
    EchoModel(String version, String rows) {
        super("echo", version, List.of(rows, "2"));
    }

    static Map<String, TensorValue> input(float... values) {
        return Map.of("x", TensorValue.of(values, values.length / 2, 2));
    }

    @Override
    protected TensorValue run(TensorValue x) throws ModelException {
        mayRun.acquireUninterruptibly();
        mayRun.release();
        if (closed.get()) {
            throw new IllegalStateException("it is closed");
        }
        for (float value : x.floats()) {
            if (value < 0) {
                throw new ModelException("echo: " + value + " is negative");
            }
            if (value == TOO_MUCH) {
                throw new OutOfMemoryError("too much");
            }
        }
        return x;
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
