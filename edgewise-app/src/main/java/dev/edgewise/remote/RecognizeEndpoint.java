package dev.edgewise.remote;

import dev.edgewise.http.Access;
import dev.edgewise.http.Deadlines;
import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpConnection;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.http.PreparedRequest;
import dev.edgewise.oip.ModelStatistics;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/// `POST /v1/recognize` of a server of ours: a clip goes in as a WAV file, a word comes out.
public final class RecognizeEndpoint implements Endpoint {

    private static final String PATH = "/v1/recognize";
    private static final String WAV = "audio/wav";

    private final String address;
    private final ServerLine server;
    private final String model;
    private final String inputs;
    private final Map<String, PreparedRequest> requests = new LinkedHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    private RecognizeEndpoint(
            ServerLine server,
            String path,
            String model,
            String inputs,
            Map<String, byte[]> clips) {
        this.server = server;
        this.address = server.base() + path;
        this.model = model;
        this.inputs = inputs;
        clips.forEach(
                (name, wav) ->
                        requests.put(
                                name,
                                server.request("POST", path, Map.of("Content-Type", WAV), wav)));
    }

    /// The endpoint of a server that is known to recognise.
    ///
    /// @param clips WAV files by name; at least one
    public static RecognizeEndpoint at(URI server, Duration timeout, Map<String, byte[]> clips) {
        ServerLine line = new ServerLine(server, Access.OPEN, timeout);
        return new RecognizeEndpoint(line, PATH, "", clips.size() + " clips", clips);
    }

    /// Looks whether the server recognises, by asking it for the first clip.
    ///
    /// @param model which model is to answer; empty for the server's first
    /// @param inputs what the clips are, in words
    /// @return empty if what answers there doesn't recognise
    /// @throws HttpFailure if nobody answers, or the caller isn't let in
    static Optional<RecognizeEndpoint> find(
            ServerLine server, Optional<String> model, String inputs, Map<String, byte[]> clips)
            throws HttpFailure, InterruptedException {
        String path = PATH + model.map(name -> "?model=" + HttpConnection.encoded(name)).orElse("");
        byte[] first = clips.values().iterator().next();
        HttpAnswer answer = server.post(path, WAV, first);
        if (answer.status() == 401 || answer.status() == 403) {
            answer.orFail();
        }
        if (answer.status() != 200) {
            boolean recognises =
                    answer.header("content-type").orElse("").startsWith("application/problem+json")
                            && answer.status() != 404;
            return recognises
                    ? Optional.of(new RecognizeEndpoint(server, path, "", inputs, clips))
                    : Optional.empty();
        }
        try {
            RecognitionAnswer.prediction(answer);
        } catch (WrongAnswer e) {
            return Optional.empty();
        }
        JsonNode said = answer.json();
        String name = said.path("model").asString("") + " " + said.path("version").asString("");
        return Optional.of(new RecognizeEndpoint(server, path, name.strip(), inputs, clips));
    }

    private String check(String item, long number, HttpAnswer answer) throws WrongAnswer {
        return RecognitionAnswer.prediction(answer).word();
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public String inputs() {
        return inputs;
    }

    @Override
    public List<String> items() {
        return List.copyOf(requests.keySet());
    }

    @Override
    public LineTarget connect(Deadlines deadlines, Faults faults) {
        return new LineTarget(server.connect(deadlines), requests, numbers, this::check, faults);
    }

    /// Each answer tells of its own time.
    @Override
    public Optional<ModelStatistics> statistics() throws IOException {
        return Optional.empty();
    }
}
