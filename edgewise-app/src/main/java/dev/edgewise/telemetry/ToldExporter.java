package dev.edgewise.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// An exporter that says once, in a line, that its collector doesn't answer; and again only after
/// it did.
final class ToldExporter implements SpanExporter {

    private final SpanExporter exporter;
    private final URI collector;
    private final Consumer<String> complaints;
    private final AtomicBoolean told = new AtomicBoolean();
    private final LongAdder lost = new LongAdder();

    ToldExporter(SpanExporter exporter, URI collector, Consumer<String> complaints) {
        this.exporter = exporter;
        this.collector = collector;
        this.complaints = complaints;
    }

    long lost() {
        return lost.sum();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int count = spans.size();
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
