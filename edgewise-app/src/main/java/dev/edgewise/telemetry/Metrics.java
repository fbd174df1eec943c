package dev.edgewise.telemetry;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Phase;
import dev.edgewise.engine.Phases;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Counts and times, as Prometheus reads them. How many series there are is bounded by the routes
/// and models of the server, never by what clients send.
final class Metrics implements AutoCloseable {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS =
            "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /// The upper ends of the histograms' buckets.
    private static final Duration[] BUCKETS =
            Stream.of(0.1, 0.25, 0.5, 1., 2.5, 5., 10., 25., 50., 100., 250., 500., 1e3, 2.5e3, 1e4)
                    .map(millis -> Duration.ofNanos(Math.round(millis * 1e6)))
                    .toArray(Duration[]::new);

    private record Route(String method, String pattern, int status) {}

    private record Part(String phase, Catalog.Entry model) {}

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Route, Timer> routes = new ConcurrentHashMap<>();
    private final Map<Part, Timer> parts = new ConcurrentHashMap<>();
    private final Map<String, Counter> refusals = new ConcurrentHashMap<>();

    /// The registry holds what it counts by only weakly.
    private final List<Object> held = new CopyOnWriteArrayList<>();

    private @Nullable ProcessMetrics process;

    Metrics(String version) {
        Gauge.builder("edgewise.build.info", () -> 1)
                .description("Which build this is")
                .tag("version", version)
                .tag("java", Runtime.version().toString())
                .register(registry);
    }

    void served(Served request) {
        Route route =
                new Route(request.method(), request.route().orElse("UNKNOWN"), request.status());
        nanos(routes.computeIfAbsent(route, this::timer), request.nanos());
        if (request.model().isPresent() && !request.isStream()) {
            phases(request.model().get(), request.phases());
        }
    }

    void phases(Catalog.Entry model, Phases phases) {
        for (Phase phase : phases.ended()) {
            Part part = new Part(phase.name(), model);
            nanos(parts.computeIfAbsent(part, this::timer), phase.nanos());
        }
    }

    private static void nanos(Timer timer, long nanos) {
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Route route) {
        return Timer.builder("http.server.requests")
                .description("Requests by route, until their answers were sent")
                .tag("method", route.method)
                .tag("uri", route.pattern)
                .tag("status", Integer.toString(route.status))
                .tag("outcome", outcome(route.status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private Timer timer(Part part) {
        return Timer.builder("edgewise.request.phase")
                .description("The parts of the time of requests to a model")
                .tag("phase", part.phase)
                .tag("model", part.model.name())
                .tag("version", part.model.version())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static String outcome(int status) {
        return switch (status / 100) {
            case 1 -> "INFORMATIONAL";
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            default -> "SERVER_ERROR";
        };
    }

    void refused(String reason) {
        refusals.computeIfAbsent(
                        reason,
                        why ->
                                Counter.builder("edgewise.refusals")
                                        .description("Requests that were not worked on")
                                        .tag("reason", why)
                                        .register(registry))
                .increment();
    }

    void gauge(String name, String about, DoubleSupplier value) {
        Gauge.builder(name, value::getAsDouble).description(about).register(registry);
    }

    void count(String name, String about, Supplier<Long> total) {
        held.add(total);
        FunctionCounter.builder(name, total, Supplier::get).description(about).register(registry);
    }

    void models(Catalog catalog) {
        registry.getPrometheusRegistry().register(new TritonMetrics(catalog));
    }

    Exposition expose(String accept) {
        bindProcess();
        String type = accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
        ByteArrayOutputStream text = new ByteArrayOutputStream(1 << 15);
        try {
            registry.scrape(text, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Exposition(type, text.toByteArray());
    }

    private synchronized void bindProcess() {
        if (process == null) {
            process = ProcessMetrics.bindTo(registry);
        }
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.close();
        }
        registry.close();
    }
}
