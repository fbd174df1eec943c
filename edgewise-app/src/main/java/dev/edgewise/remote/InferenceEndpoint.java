package dev.edgewise.remote;

import dev.edgewise.http.Deadlines;
import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpConnection;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.http.PreparedRequest;
import dev.edgewise.oip.InferRequest;
import dev.edgewise.oip.ModelMetadata;
import dev.edgewise.oip.ModelStatistics;
import dev.edgewise.oip.OipException;
import dev.edgewise.oip.Parameter;
import dev.edgewise.oip.Parameters;
import dev.edgewise.oip.Payload;
import dev.edgewise.oip.ServerMetadata;
import dev.edgewise.oip.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/// `infer` of a model on any server of the Open Inference Protocol, made from what the server
/// says of the model: tensors go in, tensors come out.
public final class InferenceEndpoint implements Endpoint {

    private static final String ID = "edgewise-";
    private static final String BINARY_OUTPUT = "binary_data_output";
    private static final byte[] READY = "{\"ready\":true}".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> BINARY = List.of("binary_tensor_data", "binary_data");

    private final ServerLine server;
    private final String path;
    private final ModelMetadata metadata;
    private final String version;
    private final String inputs;
    private final Map<String, PreparedRequest> requests = new LinkedHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final InferenceCheck check;

    private InferenceEndpoint(
            ServerLine server,
            String path,
            ModelMetadata metadata,
            String version,
            String inputs,
            Map<String, PreparedRequest> requests,
            Map<String, Long> rows) {
        this.server = server;
        this.path = path;
        this.metadata = metadata;
        this.version = version;
        this.inputs = inputs;
        this.requests.putAll(requests);
        this.check = new InferenceCheck(metadata, rows, ID);
    }

    /// Finds the model and makes its requests.
    ///
    /// @param name the model's; empty for the only one
    /// @param version empty for the one that the server chooses
    /// @param binary whether tensors go as binary data; empty for: if the server has that
    /// @throws IOException if there is no such model, or it can't be asked with that
    static InferenceEndpoint find(
            ServerLine server,
            Optional<String> name,
            String version,
            Inputs inputs,
            Optional<Boolean> binary,
            long seed)
            throws IOException, InterruptedException {
        boolean asBinary = binary.isPresent() ? binary.get() : hasBinary(server);
        String model = name.isPresent() ? name.get() : only(server);
        String path =
                "/v2/models/"
                        + HttpConnection.encoded(model)
                        + (version.isEmpty() ? "" : "/versions/" + HttpConnection.encoded(version));
        ModelMetadata metadata = metadata(server, path, model);
        Map<String, List<Tensor>> items = new TensorInputs(metadata).of(inputs, seed);
        Map<String, PreparedRequest> requests = new LinkedHashMap<>();
        Map<String, Long> rows = new LinkedHashMap<>();
        for (Map.Entry<String, List<Tensor>> item : items.entrySet()) {
            requests.put(item.getKey(), request(server, path, item.getValue(), asBinary));
            rows.put(item.getKey(), rows(metadata, item.getValue()));
        }
        String words =
                items.size()
                        + (inputs instanceof Inputs.FromFiles ? " from files" : " drawn")
                        + (asBinary ? ", binary tensors" : ", JSON tensors");
        return new InferenceEndpoint(server, path, metadata, version, words, requests, rows);
    }

    private static PreparedRequest request(
            ServerLine server, String path, List<Tensor> tensors, boolean binary)
            throws IOException {
        try {
            Parameters parameters =
                    binary
                            ? Parameters.NONE.with(BINARY_OUTPUT, new Parameter.Flag(true))
                            : Parameters.NONE;
            Payload payload =
                    InferRequest.of(
                                    Optional.of(ID + PreparedRequest.NUMBER),
                                    parameters,
                                    tensors,
                                    List.of())
                            .write(binary);
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Content-Type", binary ? "application/octet-stream" : ServerLine.JSON);
            payload.headerLength()
                    .ifPresent(length -> headers.put(Payload.HEADER, Integer.toString(length)));
            return server.numbered(path + "/infer", headers, payload.body());
        } catch (OipException e) {
            throw new IOException(
                    server.base() + path + ": " + e.getMessage() + " (see --binary)", e);
        }
    }

    /// How many rows come out of what goes in; 0 where the model has no batches.
    private static long rows(ModelMetadata model, List<Tensor> tensors) {
        boolean batches =
                model.inputs().stream()
                        .allMatch(port -> port.shape().size() > 1 && port.shape().getFirst() < 0);
        return batches ? tensors.getFirst().shape().getFirst() : 0;
    }

    /// @throws HttpFailure if nobody answers at all, or the caller isn't let in
    private static boolean hasBinary(ServerLine server) throws IOException, InterruptedException {
        HttpAnswer answer = server.get("/v2");
        requireLetIn(answer);
        if (answer.status() != 200) {
            return false;
        }
        try {
            return ServerMetadata.read(answer.body()).extensions().stream()
                    .anyMatch(BINARY::contains);
        } catch (OipException e) {
            throw new IOException(server.base() + "/v2: " + e.getMessage(), e);
        }
    }

    private static void requireLetIn(HttpAnswer answer) throws HttpFailure {
        if (answer.status() == 401 || answer.status() == 403) {
            answer.orFail();
        }
    }

    private static String only(ServerLine server) throws IOException, InterruptedException {
        List<String> names = names(server);
        if (names.size() == 1) {
            return names.getFirst();
        }
        throw new IOException(
                server.base()
                        + (names.isEmpty()
                                ? ": doesn't list its models; choose one with --model"
                                : ": has %d models (%s); choose one with --model"
                                        .formatted(names.size(), String.join(", ", names))));
    }

    /// The names of the models that can be asked, as far as the server lists them.
    private static List<String> names(ServerLine server) throws IOException, InterruptedException {
        HttpAnswer answer = server.post("/v2/repository/index", ServerLine.JSON, READY);
        requireLetIn(answer);
        if (answer.status() != 200) {
            return List.of();
        }
        TreeSet<String> names = new TreeSet<>();
        for (JsonNode entry : answer.json()) {
            String state = entry.path("state").asString("READY");
            String name = entry.path("name").asString("");
            if (!name.isEmpty() && state.equals("READY")) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    private static ModelMetadata metadata(ServerLine server, String path, String model)
            throws IOException, InterruptedException {
        HttpAnswer answer = server.get(path);
        requireLetIn(answer);
        // Triton answers 400 for a model that it hasn't.
        if (answer.status() == 404 || answer.status() == 400) {
            List<String> names = names(server);
            int version = path.indexOf("/versions/");
            if (version >= 0 && names.contains(model)) {
                throw new IOException(
                        server.base()
                                + ": has "
                                + model
                                + ", but not version "
                                + path.substring(version + "/versions/".length()));
            }
            throw new IOException(
                    server.base()
                            + ": has no model "
                            + model
                            + (names.isEmpty() ? "" : "; it has " + String.join(", ", names)));
        }
        try {
            ModelMetadata metadata = ModelMetadata.read(answer.orFail().body());
            if (metadata.inputs().isEmpty()) {
                throw new IOException(server.base() + path + ": names no inputs");
            }
            return metadata;
        } catch (OipException e) {
            throw new IOException(server.base() + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String address() {
        return server.base() + path + "/infer";
    }

    @Override
    public String model() {
        return (metadata.name() + " " + version).strip();
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
        return new LineTarget(server.connect(deadlines), requests, numbers, check, faults);
    }

    @Override
    public Optional<ModelStatistics> statistics() throws IOException, InterruptedException {
        HttpAnswer answer = server.get(path + "/stats");
        if (answer.status() != 200) {
            return Optional.empty();
        }
        try {
            List<ModelStatistics> models = ModelStatistics.read(answer.body());
            return models.stream().filter(m -> m.name().equals(metadata.name())).findFirst();
        } catch (OipException e) {
            return Optional.empty();
        }
    }
}
