package dev.edgewise.serve.v2;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Lease;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.engine.Ticket;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.Port;
import dev.edgewise.oip.Datatype;
import dev.edgewise.oip.InferRequest;
import dev.edgewise.oip.OipException;
import dev.edgewise.oip.Parameters;
import dev.edgewise.oip.Payload;
import dev.edgewise.oip.Tensor;
import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.ContentCoding;
import dev.edgewise.serve.http.Exchange;
import dev.edgewise.serve.http.HttpFailure;
import dev.edgewise.serve.http.Routes;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `POST /v2/models/{m}/infer`: tensors for tensors, as JSON, as binary data, or raw.
public final class InferRoutes {

    private final Catalog catalog;
    private final Inference inference;
    private final long maxBody;

    public InferRoutes(Catalog catalog, Inference inference, long maxBody) {
        this.catalog = catalog;
        this.inference = inference;
        this.maxBody = maxBody;
    }

    public void addTo(Routes routes) {
        ModelPath.add(routes, "POST", "/infer", InferenceOperations.infer(), this::infer);
    }

    private Answer infer(Exchange exchange) throws IOException {
        try (Lease lease = ModelPath.lease(catalog, exchange)) {
            ServedModel model = lease.model();
            exchange.asks(model);
            Ticket ticket = exchange.ticket();
            inference.refuseEarly(lease, ticket);
            Sent sent = sent(exchange);
            Payload payload = sent.payload;
            return inference.answer(
                    lease,
                    ticket,
                    sent.parameters,
                    () -> payload.isRaw() ? raw(model, payload) : InferRequest.read(payload),
                    result -> answer(exchange, result));
        } catch (OipException | ModelException e) {
            throw new HttpFailure(400, e);
        }
    }

    /// A request as it came, and what of it is looked at before it waits.
    private record Sent(Payload payload, Parameters parameters) {}

    private Sent sent(Exchange exchange) throws IOException {
        String type = exchange.contentType(Answer.JSON);
        if (!type.equals(Answer.JSON) && !type.equals(Answer.BYTES)) {
            throw new HttpFailure(
                    415,
                    "content type "
                            + type
                            + ": expected application/json, or application/octet-stream where"
                            + " binary data follow");
        }
        Optional<String> header = exchange.header(Payload.HEADER);
        return exchange.phases()
                .time(
                        "read",
                        () -> {
                            Payload payload = Payload.of(exchange.body(maxBody), header);
                            return new Sent(
                                    payload, InferRequest.parameters(payload, Inference.TIMEOUT));
                        });
    }

    private static InferRequest raw(ServedModel model, Payload payload) throws OipException {
        if (model.inputs().size() != 1) {
            throw new OipException(
                    "a raw body is for models with one input, this one has "
                            + model.inputs().size());
        }
        Port input = model.inputs().getFirst();
        Datatype datatype =
                ModelPorts.datatype(input)
                        .orElseThrow(
                                () ->
                                        new OipException(
                                                "input '"
                                                        + input.name()
                                                        + "' is "
                                                        + input.type()
                                                        + ", which the protocol has no datatype"
                                                        + " for"));
        return InferRequest.raw(payload, input.name(), datatype, ModelPorts.shape(input));
    }

    private static Answer answer(Exchange exchange, Inference.Result result) throws IOException {
        Set<String> binary = new HashSet<>();
        for (Tensor output : result.response().outputs()) {
            if (result.request().wantsBinary(output.name())) {
                binary.add(output.name());
            }
        }
        Payload payload = result.response().write(binary);
        Answer answer =
                payload.headerLength().isEmpty()
                        ? Answer.json(payload.body())
                        : Answer.of(200, Answer.BYTES, payload.body())
                                .with(
                                        Map.of(
                                                Payload.HEADER,
                                                "" + payload.headerLength().getAsInt()));
        return ContentCoding.coded(answer, exchange.header("Accept-Encoding"));
    }
}
