package dev.edgewise.telemetry;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Usage;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/// What a server tells of itself: counts and times for who asks (`/metrics`) and, where wanted, a
/// trace and a line in a log for each request. Nothing that goes wrong here reaches a request.
public final class Telemetry implements AutoCloseable {

    private final CompletableFuture<Metrics> metrics;
    private final Optional<AccessLog> log;
    private final CompletableFuture<Traces> traces;

    private Telemetry(
            CompletableFuture<Metrics> metrics,
            Optional<AccessLog> log,
            CompletableFuture<Traces> traces) {
        this.metrics = metrics;
        this.log = log;
        this.traces = traces;
    }

    /// @param complaints hears, in a line, of logs and traces that can't be written or sent
    /// @throws IOException naming the log, if it can't be opened
    public static Telemetry start(TelemetrySettings settings, Consumer<String> complaints)
            throws IOException {
        Optional<AccessLog> log = Optional.empty();
        if (settings.accessLog().isPresent()) {
            log = Optional.of(AccessLog.open(settings.accessLog().get(), complaints));
        }
        CompletableFuture<Metrics> metrics = aside(() -> new Metrics(settings.version()));
        log.ifPresent(
                lines ->
                        metrics.thenAccept(
                                m ->
                                        m.count(
                                                "edgewise.access.log.lost",
                                                "Lines of the access log that were not written",
                                                lines::lost)));
        CompletableFuture<Traces> traces = CompletableFuture.completedFuture(Traces.NONE);
        if (settings.traces().isPresent()) {
            Collector collector = settings.traces().get();
            traces = aside(() -> new OtlpTraces(collector, settings.version(), complaints));
            traces.thenAcceptBoth(
                    metrics,
                    (sent, m) ->
                            m.count(
                                    "edgewise.spans.lost",
                                    "Spans that no collector took",
                                    sent::lost));
        }
        return new Telemetry(metrics, log, traces);
    }

    /// Beside the start of the server: the libraries take long to load.
    private static <T> CompletableFuture<T> aside(Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                work, task -> Thread.ofPlatform().daemon().name("telemetry").start(task));
    }

    /// Tells of a request that is over.
    public void served(Served request) {
        metrics.join().served(request);
        String trace = traces.join().trace(request);
        log.ifPresent(lines -> lines.add(request, trace));
    }

    /// Tells of a request that was turned away before it was worked on.
    ///
    /// @param reason one of a few words
    public void refused(String reason) {
        metrics.join().refused(reason);
    }

    /// Shows what `value` gives, whenever somebody asks.
    ///
    /// @param name words joined by dots
    public void gauge(String name, String about, DoubleSupplier value) {
        metrics.thenAccept(m -> m.gauge(name, about, value));
    }

    /// Shows what each model has done, whenever somebody asks, under the names that Triton uses.
    public void models(Catalog catalog, Usage usage) {
        metrics.thenAccept(m -> m.models(catalog, usage));
    }

    /// All metrics, in the text form that `accept` asks for.
    ///
    /// @param accept the value of HTTP's header `Accept`; may be empty
    public Exposition metrics(String accept) {
        return metrics.join().expose(accept);
    }

    /// Writes and sends what there still is, for a few seconds at most.
    @Override
    public void close() {
        log.ifPresent(AccessLog::close);
        traces.join().close();
        metrics.join().close();
    }
}
