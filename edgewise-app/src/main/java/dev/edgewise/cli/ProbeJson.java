package dev.edgewise.cli;

import dev.edgewise.measure.RunContext;
import dev.edgewise.measure.statistics.Estimate;
import dev.edgewise.remote.LinkRate;
import dev.edgewise.remote.LinkSpeed;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// A speed test's result as JSON, with what it was computed from: times in milliseconds, rates in
/// Mbit/s of payload. An interval that isn't known is null.
final class ProbeJson {

    private ProbeJson() {}

    static String text(URI server, LinkSpeed speed, RunContext context) {
        return JsonText.object(
                json -> {
                    json.writeStringProperty("address", server.toString());
                    estimate(json, "round_trip_ms", speed.roundTrip());
                    json.writeEndObject();
                    estimate(json, "jitter_ms", speed.jitter());
                    json.writeEndObject();
                    rate(json, "down_mbits", speed.down());
                    rate(json, "up_mbits", speed.up());
                    numbers(json, "round_trips_ms", speed.roundTrips());
                    json.writeNumberProperty("seconds", speed.took().toNanos() / 1e9);
                    json.writeStringProperty("link", speed.profile("probe").spec());
                    json.writeName("context");
                    json.writeStartObject();
                    context.entries()
                            .forEach(
                                    (name, value) ->
                                            json.writeStringProperty(
                                                    name.toLowerCase(Locale.ROOT).replace(' ', '_'),
                                                    value));
                    json.writeEndObject();
                });
    }

    /// Begins the estimate's object, and leaves it open.
    private static void estimate(JsonGenerator json, String name, Estimate estimate) {
        json.writeName(name);
        json.writeStartObject();
        json.writeNumberProperty("value", estimate.value());
        bound(json, "low", estimate.interval().low());
        bound(json, "high", estimate.interval().high());
        json.writeNumberProperty("blocks", estimate.blocks());
    }

    private static void rate(JsonGenerator json, String name, LinkRate rate) {
        estimate(json, name, rate.estimate());
        json.writeNumberProperty("connections", rate.connections());
        if (rate.enough() == 0) {
            json.writeNullProperty("connections_enough");
        } else {
            json.writeNumberProperty("connections_enough", rate.enough());
        }
        json.writeNumberProperty("left_out_s", rate.leftOut().toNanos() / 1e9);
        json.writeBooleanProperty("steady", rate.steady());
        numbers(json, "slices", rate.slices());
        json.writeEndObject();
    }

    private static void bound(JsonGenerator json, String name, double bound) {
        if (Double.isFinite(bound)) {
            json.writeNumberProperty(name, bound);
        } else {
            json.writeNullProperty(name);
        }
    }

    private static void numbers(JsonGenerator json, String name, List<Double> numbers) {
        json.writeName(name);
        json.writeStartArray();
        numbers.forEach(json::writeNumber);
        json.writeEndArray();
    }
}
