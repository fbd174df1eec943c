package dev.edgewise.telemetry;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Phases;
import dev.edgewise.engine.Refusal;
import java.io.IOException;
import java.util.Locale;
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

    /// Begins to tell. What the libraries need to be loaded is loaded beside the caller.
    ///
    /// @param complaints hears, in a line, of logs and traces that can't be written or sent
    /// @throws IOException naming the log, if it can't be opened
    public static Telemetry start(TelemetrySettings settings, Consumer<String> complaints)
            throws IOException {
        Optional<AccessLog> log = Optional.empty();
        if (settings.accessLog().isPresent()) {
            log = Optional.of(AccessLog.open(settings.accessLog().get(), complaints));
        }
        CompletableFuture<Traces> traces =
                settings.traces()
                        .map(to -> aside(() -> OtlpTraces.to(to, settings.version(), complaints)))
                        .orElseGet(() -> CompletableFuture.completedFuture(Traces.NONE));
        Telemetry telemetry =
                new Telemetry(aside(() -> new Metrics(settings.version())), log, traces);
        telemetry.countLosses();
        return telemetry;
    }

    private void countLosses() {
        log.ifPresent(
                lines ->
                        later(
                                m ->
                                        m.count(
                                                "edgewise.access.log.lost",
                                                "Lines of the access log that were not written",
                                                lines::lost)));
        later(
                m ->
                        m.count(
                                "edgewise.spans.lost",
                                "Spans that no collector took",
                                () -> traces.join().lost()));
    }

    /// When the metrics are there.
    private void later(Consumer<Metrics> work) {
        var _ = metrics.thenAccept(work);
    }

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

    /// Tells of a part of a stream that its model has heard. The stream as a whole is told of when
    /// it
    /// is over.
    public void heard(Catalog.Entry model, Phases phases) {
        metrics.join().phases(model, phases);
    }

    /// Tells of a request that was turned away before it was worked on.
    public void refused(Refusal refusal) {
        metrics.join().refused(refusal.reason().name().toLowerCase(Locale.ROOT));
    }

    /// Shows what `value` gives, whenever somebody asks.
    ///
    /// @param name words joined by dots
    public void gauge(String name, String about, DoubleSupplier value) {
        later(m -> m.gauge(name, about, value));
    }

    /// Shows what each model has done, whenever somebody asks, under the names that Triton uses.
    public void models(Catalog catalog) {
        later(m -> m.models(catalog));
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
