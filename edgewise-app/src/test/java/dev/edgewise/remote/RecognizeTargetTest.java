package dev.edgewise.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.edgewise.http.HttpConnection;
import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a study makes of servers that answer, refuse and lie.
class RecognizeTargetTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String RIGHT =
            "{\"word\":\"yes\",\"confidence\":0.9,\"scores\":{\"no\":0.1,\"yes\":0.9}}";

    @Test
    void anAnswerIsTheWordWithPhasesAndBytes() throws Exception {
        Outcome outcome = outcome(200, RIGHT);

        assertThat(outcome.status()).isEqualTo(Status.ANSWERED);
        assertThat(outcome.detail()).isEqualTo("yes");
        assertThat(outcome.phaseNanos()).containsExactly(entry("predict", 2_000_000L));
        assertThat(outcome.bytesIn()).isEqualTo(RIGHT.length());
    }

    @Test
    void whatCantBeThePredictionIsWrongAndKeepsItsPhasesAndBytes() throws Exception {
        Map<String, String> lies =
                Map.of(
                        "nonsense",
                        "expected JSON, got 'nonsense'",
                        "{\"scores\":{\"yes\":0.9}}",
                        "expected a word and its confidence, got '{\"scores\":{\"yes\":0.9}}'",
                        RIGHT.replace("\"yes\":0.9", "\"yes\":0.3"),
                        "expected the score of 'yes' to be 0.9, got 0.3",
                        RIGHT.replace("0.1", "0.95"),
                        "expected the score of 'no' to be between 0 and that of 'yes', 0.9, got"
                                + " 0.95",
                        RIGHT.replace("0.1", "null"),
                        "expected the score of 'no' to be between 0 and that of 'yes', 0.9, got"
                                + " NaN");
        for (Map.Entry<String, String> lie : lies.entrySet()) {
            Outcome outcome = outcome(200, lie.getKey());

            assertThat(outcome.status()).as(lie.getKey()).isEqualTo(Status.WRONG);
            assertThat(outcome.detail()).isEqualTo(lie.getValue());
            assertThat(outcome.phaseNanos()).containsOnlyKeys("predict");
            assertThat(outcome.bytesIn()).isEqualTo(lie.getKey().length());
        }
    }

    @Test
    void aRefusalIsToldInTheServersWords() throws Exception {
        Outcome full = outcome(503, "{\"detail\":\"full\"}");

        assertThat(full.status()).isEqualTo(Status.REFUSED);
        assertThat(full.detail()).endsWith("/v1/recognize: the server answers 503: full");
        assertThat(full.phaseNanos()).containsOnlyKeys("predict");
        assertThat(outcome(500, "").status()).isEqualTo(Status.FAILED);
    }

    private static Outcome outcome(int status, String body)
            throws IOException, InterruptedException {
        try (FakeServer server =
                        new FakeServer(_ -> new FakeServer.Answer(status, "predict;dur=2", body));
                RecognizeTarget target =
                        RecognizeTarget.byPath(
                                new RecognitionClient(new HttpConnection(server.address(), LONG)),
                                "")) {
            return target.send("yes/a.wav", LONG);
        }
    }
}
