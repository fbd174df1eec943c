package dev.edgewise.telemetry;

import dev.edgewise.engine.Phase;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.temporal.ChronoUnit;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Lines of the access log: for each request an object of JSON. What a client sent can't break out
/// of its string, and so not out of its line.
final class AccessLines {

    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final double NANOS_PER_MILLI = 1e6;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

    void add(Served request, String trace) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty(
                    "time", request.ended().truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeStringProperty("remote", request.peers().client());
            json.writeStringProperty("method", request.call().method());
            json.writeStringProperty("path", request.call().path());
            if (!request.call().query().isEmpty()) {
                json.writeStringProperty("query", request.call().query());
            }
            if (request.route().isPresent()) {
                json.writeStringProperty("route", request.route().get());
            }
            json.writeNumberProperty("status", request.status());
            json.writeNumberProperty("bytes_in", request.bytesIn());
            json.writeNumberProperty("bytes_out", request.bytesOut());
            json.writeNumberProperty("ms", millis(request.nanos()));
            json.writeObjectPropertyStart("phases");
            for (Phase phase : request.phases().ended()) {
                json.writeNumberProperty(phase.name(), millis(phase.nanos()));
            }
            json.writeEndObject();
            if (request.model().isPresent()) {
                json.writeStringProperty("model", request.model().get().name());
                json.writeStringProperty("version", request.model().get().version());
            }
            if (!trace.isEmpty()) {
                json.writeStringProperty("trace_id", trace);
            }
            if (!request.call().userAgent().isEmpty()) {
                json.writeStringProperty("user_agent", request.call().userAgent());
            }
            json.writeEndObject();
        }
        bytes.write('\n');
    }

    /// To the microsecond: what is finer is noise.
    private static double millis(long nanos) {
        return Math.round(nanos / 1e3) / (NANOS_PER_MILLI / 1e3);
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
