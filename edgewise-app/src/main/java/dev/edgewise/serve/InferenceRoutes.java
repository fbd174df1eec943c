package dev.edgewise.serve;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Lease;
import dev.edgewise.engine.Phases;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.engine.Ticket;
import dev.edgewise.engine.Workers;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.TensorValue;
import dev.edgewise.oip.InferRequest;
import dev.edgewise.oip.InferResponse;
import dev.edgewise.oip.ModelMetadata;
import dev.edgewise.oip.OipException;
import dev.edgewise.oip.ServerMetadata;
import dev.edgewise.oip.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// `/v2`: the Open Inference Protocol for models that take one float32 tensor and give one.
final class InferenceRoutes {

    private static final long ANY = -1;

    private final Catalog catalog;
    private final Workers workers;
    private final long maxBody;
    private final String version;
    private final BooleanSupplier ready;

    InferenceRoutes(
            Catalog catalog, Workers workers, long maxBody, String version, BooleanSupplier ready) {
        this.catalog = catalog;
        this.workers = workers;
        this.maxBody = maxBody;
        this.version = version;
        this.ready = ready;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/v2", this::server)
                .add("GET", "/v2/health/live", exchange -> yes("live"))
                .add("GET", "/v2/health/ready", exchange -> ready())
                .add("GET", "/v2/models/{m}", this::model)
                .add("GET", "/v2/models/{m}/ready", this::modelReady)
                .add("POST", "/v2/models/{m}/infer", this::infer);
    }

    private Answer server(Exchange exchange) {
        return Answer.json(new ServerMetadata("edgewise", version, List.of()).write());
    }

    private Answer ready() throws HttpFailure {
        if (!ready.getAsBoolean()) {
            throw new HttpFailure(503, "the server is not ready");
        }
        return yes("ready");
    }

    private Answer model(Exchange exchange) throws IOException {
        try (Lease lease = catalog.lease(exchange.parameter("m"))) {
            ServedModel model = lease.model();
            ModelCard card = card(model);
            return Answer.json(
                    new ModelMetadata(
                                    model.name(),
                                    List.of(model.version()),
                                    "onnxruntime_onnx",
                                    List.of(port(input(model), card.samples())),
                                    List.of(port(output(model), card.labels().size())))
                            .write());
        }
    }

    private Answer modelReady(Exchange exchange) throws IOException {
        catalog.lease(exchange.parameter("m")).close();
        return ready();
    }

    private Answer infer(Exchange exchange) throws IOException {
        try (Lease lease = catalog.lease(exchange.parameter("m"))) {
            return infer(exchange, lease.model());
        }
    }

    private Answer infer(Exchange exchange, ServedModel model) throws IOException {
        String type = exchange.contentType(Answer.JSON);
        if (!type.equals(Answer.JSON)) {
            throw new HttpFailure(415, "content type " + type + ": expected application/json");
        }
        Phases phases = exchange.phases();
        byte[] body = phases.time("read", () -> exchange.body(maxBody));
        try {
            InferResponse response =
                    workers.admit(Ticket.of(phases), () -> infer(phases, model, body));
            return Answer.json(phases.time("encode", response::write));
        } catch (OipException e) {
            throw new HttpFailure(400, e);
        }
    }

    private static InferResponse infer(Phases phases, ServedModel model, byte[] body)
            throws IOException {
        ModelCard card = card(model);
        InferRequest request =
                phases.time("decode", () -> checked(InferRequest.read(body), model, card));
        Tensor waveforms = request.inputs().getFirst();
        long clips = waveforms.shape().getFirst();
        TensorValue input = TensorValue.of(waveforms.values(), clips, card.samples());
        Map<String, TensorValue> outputs =
                phases.time("predict", () -> model.run(Map.of(input(model), input)));
        TensorValue probabilities = outputs.values().iterator().next();
        return new InferResponse(
                model.name(),
                model.version(),
                request.id(),
                List.of(
                        Tensor.of(
                                output(model),
                                List.of(clips, (long) card.labels().size()),
                                probabilities.floats())));
    }

    private static InferRequest checked(InferRequest request, ServedModel model, ModelCard card)
            throws OipException {
        for (Tensor input : request.inputs()) {
            if (!input.name().equals(input(model))) {
                throw new OipException(
                        "input '" + input.name() + "' is not one of the model's: " + input(model));
            }
            List<Long> shape = input.shape();
            if (shape.size() != 2 || shape.get(0) < 1 || shape.get(1) != card.samples()) {
                throw new OipException(
                        "input '"
                                + input.name()
                                + "': shape "
                                + shape
                                + ", expected [N, "
                                + card.samples()
                                + "]");
            }
        }
        for (String output : request.outputs()) {
            if (!output.equals(output(model))) {
                throw new OipException(
                        "output '" + output + "' is not one of the model's: " + output(model));
            }
        }
        return request;
    }

    private static ModelCard card(ServedModel model) throws HttpFailure {
        return model.card().orElseThrow(() -> new HttpFailure(400, model.name() + ": has no card"));
    }

    private static String input(ServedModel model) {
        return model.inputs().getFirst().name();
    }

    private static String output(ServedModel model) {
        return model.outputs().getFirst().name();
    }

    private static ModelMetadata.Port port(String name, long width) {
        return new ModelMetadata.Port(name, List.of(ANY, width));
    }

    private static Answer yes(String what) {
        return Answer.json(Json.object(json -> json.writeBooleanProperty(what, true)));
    }
}
