package dev.edgewise.telemetry;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/// What a server tells of itself: counts and times for who asks (`/metrics`) and, where wanted, a
/// trace and a line in a log for each request. Nothing that goes wrong here reaches a request.
public final class Telemetry implements AutoCloseable {

    private final Metrics metrics;
    private final Optional<AccessLog> log;
    private final Traces traces;

    private Telemetry(Metrics metrics, Optional<AccessLog> log, Traces traces) {
        this.metrics = metrics;
        this.log = log;
        this.traces = traces;
    }

    /// @param complaints hears, in a line, of logs and traces that can't be written or sent
    /// @throws IOException naming the log, if it can't be opened
    public static Telemetry start(TelemetrySettings settings, Consumer<String> complaints)
            throws IOException {
        Metrics metrics = new Metrics(settings.version());
        Optional<AccessLog> log = Optional.empty();
        if (settings.accessLog().isPresent()) {
            Path file = settings.accessLog().get();
            AccessLog opened = AccessLog.open(file, complaints);
            metrics.count(
                    "edgewise.access.log.lost",
                    "Lines of the access log that were not written",
                    opened::lost);
            log = Optional.of(opened);
        }
        Traces traces = Traces.NONE;
        if (settings.traces().isPresent()) {
            OtlpTraces sent =
                    new OtlpTraces(settings.traces().get(), settings.version(), complaints);
            metrics.count("edgewise.spans.lost", "Spans that no collector took", sent::lost);
            traces = sent;
        }
        return new Telemetry(metrics, log, traces);
    }

    /// Tells of a request that is over.
    public void served(Served request) {
        metrics.served(request);
        String trace = traces.trace(request);
        log.ifPresent(lines -> lines.add(request, trace));
    }

    /// Tells of a request that was turned away before it was worked on.
    ///
    /// @param reason one of a few words
    public void refused(String reason) {
        metrics.refused(reason);
    }

    /// Shows what `value` gives, whenever somebody asks.
    ///
    /// @param name words joined by dots
    public void gauge(String name, String about, DoubleSupplier value) {
        metrics.gauge(name, about, value);
    }

    /// Shows what each model has done, whenever somebody asks, under the names that Triton uses.
    public void models(Catalog catalog, Usage usage) {
        metrics.models(catalog, usage);
    }

    /// All metrics, in the text form that `accept` asks for.
    ///
    /// @param accept the value of HTTP's header `Accept`; may be empty
    public Exposition metrics(String accept) {
        return metrics.expose(accept);
    }

    /// Writes and sends what there still is, for a few seconds at most.
    @Override
    public void close() {
        log.ifPresent(AccessLog::close);
        traces.close();
        metrics.close();
    }
}
