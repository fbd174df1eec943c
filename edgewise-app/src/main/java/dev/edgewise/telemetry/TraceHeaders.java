package dev.edgewise.telemetry;

import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;

/// Gives OpenTelemetry the two headers of W3C Trace Context.
enum TraceHeaders implements TextMapGetter<Served.Call> {
    INSTANCE;

    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";

    @Override
    public @Nullable String get(Served.@Nullable Call call, String key) {
        if (call == null) {
            return null;
        }
        String value =
                switch (key) {
                    case PARENT -> call.traceparent();
                    case STATE -> call.tracestate();
                    default -> "";
                };
        return value.isEmpty() ? null : value;
    }
}
