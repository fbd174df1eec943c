package dev.edgewise.serve.grpc;

import dev.edgewise.engine.TensorModel;
import dev.edgewise.model.TensorValue;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// A model that gives `x`, float32 of N values, back as `y`, and can be held up. Where `x` begins
/// with a negative value, it has a bug.
final class HeldModel extends TensorModel {

    /// Runs that may end; a test that holds the model up takes them all, and gives them back.
    final Semaphore mayEnd = new Semaphore(ALL);

    static final int ALL = 1_000_000;

    /// Runs that have begun.
    final AtomicInteger begun = new AtomicInteger();

    HeldModel() {
        super("held", "1", List.of("N"));
    }

    @Override
    protected TensorValue run(TensorValue x) {
        begun.incrementAndGet();
        mayEnd.acquireUninterruptibly();
        mayEnd.release();
        if (x.floats()[0] < 0) {
            throw new IllegalStateException("a bug in the model");
        }
        return x;
    }
}
