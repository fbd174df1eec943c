package dev.edgewise.telemetry;

import dev.edgewise.engine.Phase;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Sends traces by OTLP: for each request a span of the server with its phases below it, all with
/// their true begins and ends. A span is made when its request is over, and sent by a thread that
/// nobody waits for. Attributes are named as OpenTelemetry's conventions for HTTP have it.
final class OtlpTraces implements Traces {

    static final int WAITING = 1 << 14;
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// Enough for a collector that restarts: who has none is to hear of it soon.
    private static final RetryPolicy RETRIES =
            RetryPolicy.builder()
                    .setMaxAttempts(3)
                    .setInitialBackoff(Duration.ofMillis(200))
                    .build();

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final ToldExporter exporter;

    OtlpTraces(Collector collector, String version, Consumer<String> complaints) {
        OtlpHttpSpanExporterBuilder http =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(collector.url().toString())
                        .setConnectTimeout(PATIENCE)
                        .setTimeout(PATIENCE)
                        .setRetryPolicy(RETRIES);
        collector.headers().forEach(http::addHeader);
        exporter = new ToldExporter(http.build(), collector.url(), WAITING, complaints);
        Attributes service =
                Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        collector.service(),
                        AttributeKey.stringKey("service.version"),
                        version);
        provider =
                SdkTracerProvider.builder()
                        .setResource(Resource.getDefault().merge(Resource.create(service)))
                        .setSampler(
                                Sampler.parentBased(Sampler.traceIdRatioBased(collector.share())))
                        .addSpanProcessor(
                                new CountedSpans(
                                        BatchSpanProcessor.builder(exporter)
                                                .setMaxQueueSize(WAITING)
                                                .setScheduleDelay(EVERY)
                                                .build(),
                                        exporter))
                        .build();
        tracer = provider.get("dev.edgewise", version);
    }

    /// Traces that are sent to `collector`.
    static Traces to(Collector collector, String version, Consumer<String> complaints) {
        return new OtlpTraces(collector, version, complaints);
    }

    @Override
    public long lost() {
        return exporter.lost();
    }

    @Override
    public String trace(Served request) {
        Served.Call call = request.call();
        Context client =
                W3CTraceContextPropagator.getInstance()
                        .extract(Context.root(), call, TraceHeaders.INSTANCE);
        String route = request.route().orElse("");
        Instant begin = at(request, request.phases().startNanos());
        SpanBuilder builder =
                tracer.spanBuilder((request.method() + " " + route).strip())
                        .setParent(client)
                        .setSpanKind(SpanKind.SERVER)
                        .setStartTimestamp(begin);
        Span span = builder.startSpan();
        if (span.isRecording()) {
            describe(span, request);
            if (!request.isStream()) {
                phases(Context.root().with(span), request);
            }
        }
        span.end(request.ended());
        return span.getSpanContext().getTraceId();
    }

    private void phases(Context inside, Served request) {
        for (Phase phase : request.phases().ended()) {
            if (!phase.name().equals("total")) {
                tracer.spanBuilder(phase.name())
                        .setParent(inside)
                        .setStartTimestamp(at(request, phase.beginNanos()))
                        .startSpan()
                        .end(at(request, phase.beginNanos() + phase.nanos()));
            }
        }
    }

    private static void describe(Span span, Served request) {
        Served.Call call = request.call();
        Served.Peers peers = request.peers();
        span.setAttribute("http.request.method", request.method());
        span.setAttribute("url.scheme", peers.scheme());
        span.setAttribute("url.path", call.path());
        if (!call.query().isEmpty()) {
            span.setAttribute("url.query", call.query());
        }
        request.route().ifPresent(route -> span.setAttribute("http.route", route));
        span.setAttribute("http.response.status_code", (long) request.status());
        span.setAttribute("http.request.body.size", request.bytesIn());
        span.setAttribute("http.response.body.size", request.bytesOut());
        span.setAttribute("server.address", peers.server());
        span.setAttribute("server.port", (long) peers.port());
        span.setAttribute("client.address", peers.client());
        span.setAttribute("network.protocol.version", peers.protocol());
        if (!call.userAgent().isEmpty()) {
            span.setAttribute("user_agent.original", call.userAgent());
        }
        request.model()
                .ifPresent(
                        model -> {
                            span.setAttribute("edgewise.model.name", model.name());
                            span.setAttribute("edgewise.model.version", model.version());
                        });
        if (request.status() >= 500) {
            span.setAttribute("error.type", Integer.toString(request.status()));
            span.setStatus(StatusCode.ERROR);
        }
    }

    /// When the monotonic clock showed `nanos`, by the calendar.
    private static Instant at(Served request, long nanos) {
        return request.ended().minusNanos(request.endNanos() - nanos);
    }

    @Override
    public void close() {
        provider.shutdown().join(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
