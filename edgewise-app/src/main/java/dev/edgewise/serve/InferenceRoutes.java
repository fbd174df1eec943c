package dev.edgewise.serve;

import dev.edgewise.model.ModelCard;
import dev.edgewise.oip.InferRequest;
import dev.edgewise.oip.InferResponse;
import dev.edgewise.oip.ModelMetadata;
import dev.edgewise.oip.OipException;
import dev.edgewise.oip.ServerMetadata;
import dev.edgewise.oip.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/// `/v2`: the Open Inference Protocol for the one model that is served.
final class InferenceRoutes {

    private static final long ANY = -1;

    private final ServedModel model;
    private final Admission admission;
    private final long maxBody;
    private final String version;
    private final BooleanSupplier ready;

    InferenceRoutes(
            ServedModel model,
            Admission admission,
            long maxBody,
            String version,
            BooleanSupplier ready) {
        this.model = model;
        this.admission = admission;
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

    private Answer model(Exchange exchange) throws HttpFailure {
        ModelCard card = card(exchange);
        return Answer.json(
                new ModelMetadata(
                                card.name(),
                                List.of(card.version()),
                                "onnxruntime_onnx",
                                List.of(port(model.input(), card.samples())),
                                List.of(port(model.output(), card.labels().size())))
                        .write());
    }

    private Answer modelReady(Exchange exchange) throws HttpFailure {
        card(exchange);
        return ready();
    }

    private Answer infer(Exchange exchange) throws IOException {
        ModelCard card = card(exchange);
        String type = exchange.contentType(Answer.JSON);
        if (!type.equals(Answer.JSON)) {
            throw new HttpFailure(415, "content type " + type + ": expected application/json");
        }
        Phases phases = exchange.phases();
        byte[] body = phases.time("read", () -> exchange.body(maxBody));
        try {
            InferResponse response = admission.admit(phases, () -> infer(phases, card, body));
            return Answer.json(phases.time("encode", response::write));
        } catch (OipException e) {
            throw new HttpFailure(400, e);
        }
    }

    private InferResponse infer(Phases phases, ModelCard card, byte[] body) throws IOException {
        InferRequest request = phases.time("decode", () -> checked(InferRequest.read(body), card));
        Tensor waveforms = request.inputs().getFirst();
        float[] probabilities =
                phases.time("predict", () -> model.probabilities(waveforms.values()));
        List<Long> shape = List.of(waveforms.shape().getFirst(), (long) card.labels().size());
        return new InferResponse(
                card.name(),
                card.version(),
                request.id(),
                List.of(Tensor.of(model.output(), shape, probabilities)));
    }

    private InferRequest checked(InferRequest request, ModelCard card) throws OipException {
        for (Tensor input : request.inputs()) {
            if (!input.name().equals(model.input())) {
                throw new OipException(
                        "input '" + input.name() + "' is not one of the model's: " + model.input());
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
            if (!output.equals(model.output())) {
                throw new OipException(
                        "output '" + output + "' is not one of the model's: " + model.output());
            }
        }
        return request;
    }

    private ModelCard card(Exchange exchange) throws HttpFailure {
        String name = exchange.parameter("m");
        if (!name.equals(model.card().name())) {
            throw new HttpFailure(
                    404, "no such model here; this server has " + model.card().name());
        }
        return model.card();
    }

    private static ModelMetadata.Port port(String name, long width) {
        return new ModelMetadata.Port(name, List.of(ANY, width));
    }

    private static Answer yes(String what) {
        return Answer.json(Json.object(json -> json.writeBooleanProperty(what, true)));
    }
}
