package dev.edgewise.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.DemoClips;
import dev.edgewise.audio.WavFile;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.recognize.Recognizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RemoteRecognizerTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String CLIP = "yes/en-gb-f.wav";

    private static Clip clip() throws IOException {
        return WavFile.read(CLIP, DemoClips.bytes(CLIP));
    }

    @Test
    void theClipTravelsAsAudioAndTheServersScoresComeBack() throws IOException {
        String answer = "{\"word\":\"yes\",\"confidence\":0.9,\"scores\":{\"no\":0.1,\"yes\":0.9}}";
        try (FakeServer server = new FakeServer(request -> FakeServer.Answer.of(200, answer));
                Recognizer recognizer = new RemoteRecognizer(server.address(), TIMEOUT)) {
            assertThat(recognizer.recognize(clip()).word()).isEqualTo("yes");
            FakeServer.Request request = server.requests.getFirst();
            assertThat(request.path()).isEqualTo("/v1/recognize");
            assertThat(request.type()).isEqualTo("audio/wav");
            assertThat(request.body().getBytes(StandardCharsets.ISO_8859_1))
                    .isEqualTo(DemoClips.bytes(CLIP));
        }
    }

    @Test
    void aServerThatIsFullIsNamed() throws IOException {
        try (FakeServer server =
                        new FakeServer(
                                request -> FakeServer.Answer.of(503, "{\"detail\":\"full\"}"));
                Recognizer recognizer = new RemoteRecognizer(server.address(), TIMEOUT)) {
            assertThatExceptionOfType(HttpFailure.class)
                    .isThrownBy(() -> recognizer.recognize(clip()))
                    .withMessage(server.address() + "/v1/recognize: the server answers 503: full");
        }
    }
}
