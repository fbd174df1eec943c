package dev.edgewise.serve.guard;

import java.util.concurrent.atomic.AtomicLong;

/// How many bytes of requests' bodies may be held at once, by all requests together.
public final class BodyBudget {

    private final long most;
    private final AtomicLong held = new AtomicLong();

    public BodyBudget(long most) {
        this.most = most;
    }

    /// What one request takes of the budget. For one thread; closing it gives all back.
    public final class Share implements AutoCloseable {

        private long bytes;

        /// Takes as much as it takes to hold `wanted` bytes altogether.
        ///
        /// @return whether there was as much
        public boolean growTo(long wanted) {
            long more = wanted - bytes;
            if (more <= 0) {
                return true;
            }
            if (held.addAndGet(more) > most) {
                held.addAndGet(-more);
                return false;
            }
            bytes = wanted;
            return true;
        }

        @Override
        public void close() {
            held.addAndGet(-bytes);
            bytes = 0;
        }
    }

    /// A share of nothing yet.
    public Share share() {
        return new Share();
    }

    /// How many bytes are held now.
    public long held() {
        return held.get();
    }
}
