package dev.edgewise.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// An exporter that says once, in a line, that its collector doesn't answer, and again only after
/// it did; and that counts the spans that are lost, there or because too many wait.
final class ToldExporter implements SpanExporter {

    private final SpanExporter exporter;
    private final URI collector;
    private final Consumer<String> complaints;
    private final AtomicBoolean told = new AtomicBoolean();
    private final LongAdder lost = new LongAdder();
    private final AtomicInteger waiting = new AtomicInteger();
    private final int most;

    /// @param most how many spans may wait to be exported
    ToldExporter(SpanExporter exporter, URI collector, int most, Consumer<String> complaints) {
        this.exporter = exporter;
        this.collector = collector;
        this.most = most;
        this.complaints = complaints;
    }

    /// A span is to be exported.
    ///
    /// @return whether it may wait for that; otherwise it is lost
    boolean admit() {
        if (waiting.incrementAndGet() <= most) {
            return true;
        }
        waiting.decrementAndGet();
        lost.increment();
        return false;
    }

    long lost() {
        return lost.sum();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int count = spans.size();
        waiting.addAndGet(-count);
        CompletableResultCode result = exporter.export(spans);
        result.whenComplete(
                () -> {
                    if (result.isSuccess()) {
                        told.set(false);
                        return;
                    }
                    lost.add(count);
                    if (!told.getAndSet(true)) {
                        complaints.accept(collector + ": traces can't be sent there, and are lost");
                    }
                });
        return result;
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
