package dev.edgewise.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.edgewise.http.HttpConnection;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.recognize.Prediction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecognitionClientTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String YES =
            "{\"word\":\"yes\",\"confidence\":0.9,\"scores\":{\"no\":0.1,\"yes\":0.9},"
                    + "\"model\":\"m\",\"version\":\"1\"}";

    private static RecognitionClient client(FakeServer server) {
        return new RecognitionClient(new HttpConnection(server.address(), TIMEOUT));
    }

    @Test
    void aPathIsAskedForByItsName() throws IOException {
        try (FakeServer server = new FakeServer(request -> FakeServer.Answer.of(200, YES));
                RecognitionClient client = client(server)) {
            Prediction prediction =
                    client.prediction(
                            client.recognizeUploaded(RecognitionClient.pathRequest("yes/ä\".wav")));
            assertThat(prediction.word()).isEqualTo("yes");
            assertThat(prediction.scores()).extracting("label").containsExactly("no", "yes");
            FakeServer.Request request = server.requests.getFirst();
            assertThat(request.type()).isEqualTo("application/json");
            byte[] body = request.body().getBytes(StandardCharsets.ISO_8859_1);
            assertThat(new String(body, StandardCharsets.UTF_8))
                    .isEqualTo("{\"path\":\"yes/ä\\\".wav\"}");
        }
    }

    @Test
    void aServerOfAnotherModelIsToldApart() throws IOException {
        try (FakeServer server =
                        new FakeServer(
                                request ->
                                        FakeServer.Answer.of(
                                                request.path().equals("/v2/models/a%20b")
                                                        ? 200
                                                        : 404,
                                                "{}"));
                RecognitionClient client = client(server)) {
            client.requireModel("a b");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> client.requireModel("other"))
                    .withMessage(
                            server.address()
                                    + ": has no model other; start it with --model other, or give"
                                    + " compare the model that it has");
        }
    }

    @Test
    void filesAreKeptUnderTheirEncodedPath() throws IOException {
        try (FakeServer server = new FakeServer(request -> FakeServer.Answer.of(201, ""));
                RecognitionClient client = client(server)) {
            UploadedFiles files = new UploadedFiles(client.http());
            assertThat(files.put("a b/ü%2#?.wav", new byte[] {1, 2})).isEmpty();
            files.delete("a b/ü%2#?.wav");
            assertThat(server.requests)
                    .extracting(FakeServer.Request::method, FakeServer.Request::path)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(
                                    "PUT", "/v1/files/a%20b/%C3%BC%252%23%3F.wav"),
                            org.assertj.core.groups.Tuple.tuple(
                                    "DELETE", "/v1/files/a%20b/%C3%BC%252%23%3F.wav"));
            assertThat(server.requests.getFirst().body()).isEqualTo("\u0001\u0002");
        }
    }

    @Test
    void theServersRefusalIsTheMessage() throws IOException {
        try (FakeServer server =
                        new FakeServer(
                                request ->
                                        FakeServer.Answer.of(403, "{\"detail\":\"read-only\"}"));
                RecognitionClient client = client(server)) {
            assertThatExceptionOfType(HttpFailure.class)
                    .isThrownBy(() -> new UploadedFiles(client.http()).put("a.wav", new byte[1]))
                    .withMessage(
                            server.address()
                                    + "/v1/files/a.wav: the server answers 403: read-only");
        }
    }

    @Test
    void anAnswerOfAnotherServerIsNone() throws IOException {
        try (FakeServer server = new FakeServer(request -> FakeServer.Answer.of(200, "{}"));
                RecognitionClient client = client(server)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> client.prediction(client.recognize(new byte[1])))
                    .withMessage(
                            server.address()
                                    + ": expected a word and its confidence, got '{}'; is it a"
                                    + " server of Edgewise?");
        }
    }
}
