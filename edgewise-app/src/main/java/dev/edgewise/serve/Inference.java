package dev.edgewise.serve;

import dev.edgewise.engine.Phases;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.engine.Ticket;
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

/// Answers inference requests, whatever form they came in.
final class Inference {

    private final Workers workers;

    Inference(Workers workers) {
        this.workers = workers;
    }

    /// What was asked, and what the model says.
    record Result(InferRequest request, InferResponse response) {

        /// How many were asked at once.
        long batch(ServedModel model) {
            List<Long> shape = request.inputs().getFirst().shape();
            return ModelPorts.isBatched(model) && !shape.isEmpty() ? shape.getFirst() : 1;
        }
    }

    /// Waits for a worker, reads the request, and runs `model` on it.
    ///
    /// @param reading makes the request of what came
    /// @throws dev.edgewise.oip.OipException if the request doesn't fit the model
    /// @throws dev.edgewise.model.ModelException if the model can't be run on it
    /// @throws dev.edgewise.engine.Refusal if it isn't worked on
    Result run(ServedModel model, Ticket ticket, Work<InferRequest> reading) throws IOException {
        return workers.admit(ticket, () -> run(model, ticket.phases(), reading));
    }

    private static Result run(ServedModel model, Phases phases, Work<InferRequest> reading)
            throws IOException {
        record Prepared(
                InferRequest request, Map<String, TensorValue> inputs, ModelOutputs outputs) {}
        Prepared prepared =
                phases.time(
                        "decode",
                        () -> {
                            InferRequest request = reading.run();
                            return new Prepared(
                                    request,
                                    ModelInputs.of(model, request.inputs()),
                                    ModelOutputs.of(model, request));
                        });
        Map<String, TensorValue> values =
                phases.time("predict", () -> model.run(prepared.inputs()));
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
