package dev.edgewise.serve.v2;

import dev.edgewise.engine.Lease;
import dev.edgewise.engine.Phases;
import dev.edgewise.engine.Refusal;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.engine.Ticket;
import dev.edgewise.engine.Usage;
import dev.edgewise.engine.Work;
import dev.edgewise.engine.Workers;
import dev.edgewise.model.TensorValue;
import dev.edgewise.oip.InferRequest;
import dev.edgewise.oip.InferResponse;
import dev.edgewise.oip.Parameters;
import dev.edgewise.oip.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Answers inference requests, whatever form they came in, and notes what was asked.
public final class Inference {

    /// The parameter of a request that says how long its answer is worth something, in
    /// microseconds since it came.
    public static final String TIMEOUT = "timeout";

    private final Workers workers;
    private final Usage usage;

    public Inference(Workers workers, Usage usage) {
        this.workers = workers;
        this.usage = usage;
    }

    /// What was asked, and what the model says.
    public record Result(InferRequest request, InferResponse response) {

        /// How many were asked at once.
        long batch(ServedModel model) {
            List<Long> shape = request.inputs().getFirst().shape();
            return ModelPorts.isBatched(model) && !shape.isEmpty() ? shape.getFirst() : 1;
        }
    }

    /// Makes an answer, in whatever form, of a result.
    @FunctionalInterface
    public interface Encoding<T> {
        T of(Result result) throws IOException;
    }

    /// Refuses a request for the model of `lease` that would be refused now, before its body is
    /// read.
    ///
    /// @throws Refusal if it isn't worth its body
    public void refuseEarly(Lease lease, Ticket ticket) throws Refusal {
        try {
            workers.refuseEarly(lease, ticket);
        } catch (Refusal e) {
            usage.failed(lease, ticket.phases());
            throw e;
        }
    }

    /// Waits for a worker, reads the request, and runs the model of `lease` on it.
    ///
    /// @param parameters of the request: of it all, they alone are read before it waits
    /// @param reading makes the request of what came
    /// @param encoding makes the answer
    /// @throws dev.edgewise.oip.OipException if the request doesn't fit the model
    /// @throws dev.edgewise.model.ModelException if the model can't be run on it
    /// @throws Refusal if it isn't worked on
    public <T> T answer(
            Lease lease,
            Ticket ticket,
            Parameters parameters,
            Work<InferRequest> reading,
            Encoding<T> encoding)
            throws IOException {
        Phases phases = ticket.phases();
        try {
            Ticket limited = limited(ticket, parameters.count(TIMEOUT).orElse(0));
            Result result = workers.admit(lease, limited, () -> run(lease, limited, reading));
            T answer = phases.time("encode", () -> encoding.of(result));
            usage.answered(lease, result.batch(lease.model()), phases);
            return answer;
        } catch (IOException | RuntimeException e) {
            usage.failed(lease, phases);
            throw e;
        }
    }

    /// `ticket` with the deadline that is so long after its begin; 0 is none.
    private static Ticket limited(Ticket ticket, long micros) {
        return micros == 0
                ? ticket
                : ticket.by(ticket.phases().startNanos() + TimeUnit.MICROSECONDS.toNanos(micros));
    }

    private static Result run(Lease lease, Ticket ticket, Work<InferRequest> reading)
            throws IOException {
        ServedModel model = lease.model();
        record Prepared(
                InferRequest request, Map<String, TensorValue> inputs, ModelOutputs outputs) {}
        Prepared prepared =
                ticket.phases()
                        .time(
                                "decode",
                                () -> {
                                    InferRequest request = reading.run();
                                    return new Prepared(
                                            request,
                                            ModelInputs.of(model, request.inputs()),
                                            ModelOutputs.of(model, request));
                                });
        Map<String, TensorValue> values =
                lease.run(ticket, prepared.inputs(), prepared.outputs().asked());
        List<Tensor> outputs = prepared.outputs().tensors(values);
        return new Result(
                prepared.request(),
                new InferResponse(
                        model.name(),
                        model.version(),
                        prepared.request().id(),
                        Parameters.NONE,
                        outputs));
    }
}
