package dev.edgewise.measure;

/// Is told of a load's requests as they end, by the threads that sent them: several at once,
/// and each of them waits for it.
public interface LoadWatch {

    /// Nobody watches.
    LoadWatch NOBODY =
            new LoadWatch() {
                @Override
                public void ended(Shot shot) {}

                @Override
                public void dropped(long timeoutNanos) {}
            };

    /// A request has ended.
    void ended(Shot shot);

    /// A request was never sent; it ranks as `timeoutNanos`.
    void dropped(long timeoutNanos);
}
