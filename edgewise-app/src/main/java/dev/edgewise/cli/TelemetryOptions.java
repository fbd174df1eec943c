package dev.edgewise.cli;

import dev.edgewise.telemetry.Collector;
import dev.edgewise.telemetry.TelemetrySettings;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `serve` tells of itself besides `/metrics`. The variables are OpenTelemetry's own
/// (its specification, "OpenTelemetry Protocol Exporter").
final class TelemetryOptions {

    private static final String TRACES_PATH = "/v1/traces";

    @Option(
            names = "--otlp-endpoint",
            paramLabel = "URL",
            description =
                    "send traces to this collector, by OTLP over HTTP: http://HOST:4318 (default:"
                            + " OTEL_EXPORTER_OTLP_ENDPOINT, if it is set; OTEL_SERVICE_NAME and"
                            + " OTEL_EXPORTER_OTLP_HEADERS are read as well)")
    @Nullable String otlpEndpoint;

    @Option(
            names = "--trace-share",
            paramLabel = "P",
            defaultValue = "1",
            description =
                    "how many of the requests are traced, from 0 to 1; a client's traceparent"
                            + " decides for itself (default: ${DEFAULT-VALUE})")
    double traceShare;

    @Option(
            names = "--access-log",
            paramLabel = "FILE",
            description =
                    "write a line of JSON for each request; - is standard output. A file that is"
                            + " renamed is begun anew")
    @Nullable Path accessLog;

    /// @param environment the process's variables
    /// @throws IllegalArgumentException naming an option that can't be
    TelemetrySettings settings(Map<String, String> environment, String version) {
        Collector.checkShare(traceShare);
        return new TelemetrySettings(
                collector(environment), Optional.ofNullable(accessLog), version);
    }

    private Optional<Collector> collector(Map<String, String> environment) {
        String base = otlpEndpoint;
        if (base == null) {
            base = environment.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "");
        }
        if (base.isBlank()
                || environment.getOrDefault("OTEL_SDK_DISABLED", "").equalsIgnoreCase("true")) {
            return Optional.empty();
        }
        String service = environment.getOrDefault("OTEL_SERVICE_NAME", "");
        return Optional.of(
                new Collector(
                        uri(base.replaceAll("/+$", "") + TRACES_PATH),
                        headers(environment.getOrDefault("OTEL_EXPORTER_OTLP_HEADERS", "")),
                        service.isBlank() ? "edgewise" : service,
                        traceShare));
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "otlp-endpoint: must be http://HOST:PORT or https://HOST:PORT, got " + text, e);
        }
    }

    /// `name=value,name=value`, percent-encoded.
    private static Map<String, String> headers(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                headers.put(
                        pair.substring(0, equals).strip(),
                        URLDecoder.decode(
                                pair.substring(equals + 1).strip().replace("+", "%2B"),
                                StandardCharsets.UTF_8));
            }
        }
        return headers;
    }
}
