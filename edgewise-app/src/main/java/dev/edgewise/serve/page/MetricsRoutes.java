package dev.edgewise.serve.page;

import dev.edgewise.openapi.Operation;
import dev.edgewise.openapi.Schema;
import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.Exchange;
import dev.edgewise.serve.http.Routes;
import dev.edgewise.telemetry.Exposition;
import dev.edgewise.telemetry.Telemetry;

/// `GET /metrics`, for Prometheus.
public final class MetricsRoutes {

    private final Telemetry telemetry;

    public MetricsRoutes(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    public void addTo(Routes routes) {
        routes.add("GET", "/metrics", describe(), this::metrics);
    }

    private static Operation describe() {
        return Operation.of("metrics", "Counts and times, for Prometheus")
                .gives(200, "The metrics", "text/plain", Schema.string())
                .gives(200, "The metrics", "application/openmetrics-text", Schema.string());
    }

    private Answer metrics(Exchange exchange) {
        Exposition metrics = telemetry.metrics(exchange.header("Accept").orElse(""));
        return Answer.of(200, metrics.contentType(), metrics.text());
    }
}
