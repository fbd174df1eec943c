package dev.edgewise;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Counts the memory that a piece of work takes, so that a small input that costs much comes to
/// light.
public final class Allocation {

    /// Work on an input; what it throws is part of it.
    @FunctionalInterface
    public interface Work {
        void run();
    }

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// While fuzzing, what watches the work takes memory, too.
    private static final long WATCHED = System.getenv("JAZZER_FUZZ") == null ? 1 : 16;

    private Allocation() {}

    /// Fails if `work` takes more than `fixed` bytes and `perByte` more for each byte of its input.
    /// It is run again before that is said: the first run may load classes.
    public static void requireBounded(Work work, int input, long perByte, long fixed) {
        long most = WATCHED * (fixed + perByte * input);
        if (of(work) > most) {
            assertThat(of(work))
                    .as("bytes allocated for %d bytes", input)
                    .isLessThanOrEqualTo(most);
        }
    }

    private static long of(Work work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
