package dev.edgewise.remote;

import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpConnection;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.recognize.Prediction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/// What a server of ours is asked over one connection: to recognise a clip that is sent along or
/// that was uploaded before. One thread at a time.
public final class RecognitionClient implements AutoCloseable {

    private static final String RECOGNIZE = "/v1/recognize";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpConnection http;
    private final String recognize;

    /// A client that owns `http` and closes it, and asks the server's first model.
    public RecognitionClient(HttpConnection http) {
        this(http, "");
    }

    /// A client that owns `http` and closes it.
    ///
    /// @param model by the name that the server has for it; its first one if empty
    public RecognitionClient(HttpConnection http, String model) {
        this.http = http;
        this.recognize =
                model.isEmpty() ? RECOGNIZE : RECOGNIZE + "?model=" + HttpConnection.encoded(model);
    }

    /// The connection that it speaks over.
    public HttpConnection http() {
        return http;
    }

    /// Asks whether the server has the model called `name`: two places that run different
    /// models can't be compared.
    ///
    /// @throws IOException if it hasn't, or can't be asked
    public void requireModel(String name) throws IOException {
        HttpAnswer answer = http.get("/v2/models/" + HttpConnection.encoded(name));
        if (answer.status() == 404) {
            throw new IOException(
                    http.base()
                            + ": has no model "
                            + name
                            + "; start it with --model "
                            + name
                            + ", or give compare the model that it has");
        }
        answer.orFail();
    }

    /// Asks for the word in a WAV file's bytes, which travel with the request. The answer is as the
    /// server gave it, an error perhaps.
    public HttpAnswer recognize(byte[] wav) throws HttpFailure {
        return http.post(recognize, "audio/wav", wav);
    }

    /// Asks for the word in a file uploaded before.
    ///
    /// @param request what [#pathRequest] made of the file's path
    public HttpAnswer recognizeUploaded(byte[] request) throws HttpFailure {
        return http.post(recognize, "application/json", request);
    }

    /// The body of the request for the file at `path` in the server's folder.
    public static byte[] pathRequest(String path) {
        return JSON.createObjectNode()
                .put("path", path)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /// What the server says in `answer`.
    ///
    /// @throws IOException with the server's words if it is an error, or if it is no prediction
    public Prediction prediction(HttpAnswer answer) throws IOException {
        try {
            return RecognitionAnswer.prediction(answer.orFail());
        } catch (WrongAnswer e) {
            throw new IOException(
                    http.base() + ": " + e.getMessage() + "; is it a server of Edgewise?", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
