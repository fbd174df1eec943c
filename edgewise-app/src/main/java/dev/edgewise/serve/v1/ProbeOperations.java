package dev.edgewise.serve.v1;

import dev.edgewise.openapi.Operation;
import dev.edgewise.openapi.Schema;
import dev.edgewise.serve.http.Answer;
import java.util.Map;

/// What clients are told of `/v1/probe`.
final class ProbeOperations {

    private static final Schema BYTES = Schema.integer().within(0, ProbeRoutes.LARGEST);

    private ProbeOperations() {}

    static Operation give() {
        return Operation.of("probeDown", "Sends noise, to measure the link by")
                .query("bytes", "how much of it", BYTES.with("default", 0))
                .gives(200, "The noise", Answer.BYTES, Schema.any())
                .sends("Cache-Control", "for caches", Schema.oneOf("no-store"))
                .fails(400, "`bytes` isn't such a number");
    }

    static Operation take() {
        return Operation.of("probeUp", "Takes anything and forgets it, to measure the link by")
                .mayTake(Answer.BYTES, Schema.any())
                .gives(
                        200,
                        "How much came",
                        Answer.JSON,
                        Schema.object().needs("bytes", BYTES),
                        Map.of("bytes", 1024))
                .fails(413, "More than " + ProbeRoutes.LARGEST + " bytes");
    }
}
