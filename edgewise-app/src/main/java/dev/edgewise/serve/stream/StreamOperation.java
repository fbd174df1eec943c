package dev.edgewise.serve.stream;

import dev.edgewise.detect.DetectionSettings;
import dev.edgewise.openapi.Operation;
import dev.edgewise.openapi.Schema;
import java.time.Duration;

/// What clients are told of `/v1/stream` before it becomes a WebSocket.
final class StreamOperation {

    private static final DetectionSettings USUAL = DetectionSettings.DEFAULT;

    private StreamOperation() {}

    static Operation describe() {
        return Operation.of("stream", "Hears words in audio without an end, over a WebSocket")
                .about(
                        "16-bit little-endian mono samples go in as binary messages, detections"
                                + " come out as JSON text messages. `docs/stream.md` specifies"
                                + " both.")
                .query("model", "asks this model, not the first", Schema.string())
                .query("rate", "of the samples, in Hz", number(StreamQuery.RATES, 16_000))
                .query("hop", "from window to window, in ms", millis(StreamQuery.HOPS, USUAL.hop()))
                .query(
                        "average",
                        "how far back windows are averaged, in ms",
                        millis(StreamQuery.AVERAGES, USUAL.average()))
                .query(
                        "suppression",
                        "for how long after a detection there is none, in ms",
                        millis(StreamQuery.SUPPRESSIONS, USUAL.suppression()))
                .query(
                        "threshold",
                        "the average from which on a word is detected, above 0",
                        Schema.number().within(0, 1).with("default", USUAL.threshold()))
                .query(
                        "scores",
                        "whether each window's probabilities are told",
                        Schema.oneOf("true", "false"))
                .gives(101, "It is a WebSocket from now on")
                .fails(400, "A setting that can't be had, or a broken handshake")
                .fails(403, "A page of another origin asks")
                .fails(404, "No such model")
                .fails(426, "It isn't asked for a WebSocket of version 13")
                .sends("Upgrade", "what to ask for", Schema.oneOf("websocket"))
                .sends("Sec-WebSocket-Version", "what to ask for", Schema.oneOf("13"));
    }

    private static Schema millis(StreamQuery.Range range, Duration usual) {
        return number(range, usual.toMillis());
    }

    private static Schema number(StreamQuery.Range range, long usual) {
        return Schema.integer().within(range.least(), range.most()).with("default", usual);
    }
}
