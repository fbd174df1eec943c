package dev.edgewise.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpAnswerTest {

    private static HttpAnswer answer(int status, String body) {
        return new HttpAnswer(
                "http://h:1/p",
                status,
                Map.of("server-timing", "read;dur=0.5, predict;desc=\"x\";dur=1.25, hit"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theServersOwnWordsAreInTheFailure() {
        assertThatExceptionOfType(HttpFailure.class)
                .isThrownBy(
                        () ->
                                answer(503, "{\"title\":\"Busy\",\"detail\":\"queue full\"}")
                                        .orFail())
                .withMessage("http://h:1/p: the server answers 503: queue full")
                .matches(e -> e.status() == 503);
        assertThatExceptionOfType(HttpFailure.class)
                .isThrownBy(() -> answer(400, "{\"error\":\"no such input\"}").orFail())
                .withMessage("http://h:1/p: the server answers 400: no such input");
    }

    @Test
    void aPageOfAnotherServerIsLeftOut() {
        assertThatExceptionOfType(HttpFailure.class)
                .isThrownBy(() -> answer(404, "<html>\nnothing").orFail())
                .withMessage("http://h:1/p: the server answers 404");
    }

    @Test
    void phasesComeFromTheHeader() {
        ServerTiming timing = answer(200, "").timing();
        assertThat(timing.of("read")).isEqualTo(500_000);
        assertThat(timing.of("predict")).isEqualTo(1_250_000);
        assertThat(timing.has("hit")).isFalse();
        assertThat(timing.of("queue")).isZero();
    }

    @Test
    void aBodyThatIsNoJsonIsQuoted() {
        assertThatExceptionOfType(HttpFailure.class)
                .isThrownBy(() -> answer(200, "hello\nthere").json())
                .withMessage("http://h:1/p: expected JSON, got hello");
    }
}
