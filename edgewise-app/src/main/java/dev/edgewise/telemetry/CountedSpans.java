package dev.edgewise.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/// Hands on the spans that may wait to be exported. The library's own queue leaves out those that
/// find it full, and tells nobody: here it never is.
///
/// @param batches collects them for the exporter; its queue holds as many as the exporter admits
record CountedSpans(SpanProcessor batches, ToldExporter exporter) implements SpanProcessor {

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // Nothing is known of it yet.
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (span.getSpanContext().isSampled() && exporter.admit()) {
            batches.onEnd(span);
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public CompletableResultCode shutdown() {
        return batches.shutdown();
    }

    @Override
    public CompletableResultCode forceFlush() {
        return batches.forceFlush();
    }
}
