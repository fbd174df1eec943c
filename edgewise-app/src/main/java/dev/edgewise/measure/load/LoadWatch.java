package dev.edgewise.measure.load;

/// Is told of a load's requests as they end, by the threads that sent them: several at once,
/// and each of them waits for it.
public interface LoadWatch {

    /// Nobody watches.
    LoadWatch NOBODY =
            new LoadWatch() {
                @Override
                public void ended(Shot shot) {}

                @Override
                public void dropped(String item, long intendedNanos, long timeoutNanos) {}
            };

    /// A request has ended.
    void ended(Shot shot);

    /// A request for `item` that was meant to be sent at `intendedNanos` never was; it ranks as
    /// `timeoutNanos`.
    void dropped(String item, long intendedNanos, long timeoutNanos);

    /// This and then the `other`.
    default LoadWatch and(LoadWatch other) {
        LoadWatch first = this;
        return new LoadWatch() {
            @Override
            public void ended(Shot shot) {
                first.ended(shot);
                other.ended(shot);
            }

            @Override
            public void dropped(String item, long intendedNanos, long timeoutNanos) {
                first.dropped(item, intendedNanos, timeoutNanos);
                other.dropped(item, intendedNanos, timeoutNanos);
            }
        };
    }
}
