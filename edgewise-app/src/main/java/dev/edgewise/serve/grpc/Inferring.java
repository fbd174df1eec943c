package dev.edgewise.serve.grpc;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Lease;
import dev.edgewise.engine.Phases;
import dev.edgewise.engine.Ticket;
import dev.edgewise.serve.grpc.Messages.InferParameter;
import dev.edgewise.serve.grpc.Messages.ModelInferRequest;
import dev.edgewise.serve.grpc.Messages.ModelInferResponse;
import dev.edgewise.serve.grpc.Messages.ModelStreamInferResponse;
import dev.edgewise.serve.v2.Inference;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;

/// Answers requests for inference: `ModelInfer`, one a call, and `ModelStreamInfer`, one after the
/// other on one call.
final class Inferring {

    /// Asks for a mark on the last of a request's answers, which here is the only one.
    private static final String WANTS_FINAL = "triton_enable_empty_final_response";

    private static final String FINAL = "triton_final_response";

    private final Catalog catalog;
    private final Inference inference;
    private final Failures failures;
    private final OpenCalls open;

    Inferring(Catalog catalog, Inference inference, Failures failures, OpenCalls open) {
        this.catalog = catalog;
        this.inference = inference;
        this.failures = failures;
        this.open = open;
    }

    ModelInferResponse infer(ModelInferRequest request) throws IOException {
        return infer(request, CallClock.ticket());
    }

    private ModelInferResponse infer(ModelInferRequest request, Ticket ticket) throws IOException {
        try (Lease lease = catalog.lease(request.getModelName(), request.getModelVersion())) {
            CallClock.asks(lease.model());
            return inference.answer(
                    lease,
                    ticket,
                    TensorMessages.parameters(request.getParametersMap()),
                    () -> TensorMessages.request(request),
                    result ->
                            TensorMessages.response(
                                    result.response(), request.getRawInputContentsCount() > 0));
        }
    }

    StreamObserver<Arrived<ModelInferRequest>> stream(
            ServerCallStreamObserver<ModelStreamInferResponse> answers) {
        Stream stream = new Stream(answers);
        answers.disableAutoRequest();
        answers.setOnReadyHandler(stream::resume);
        answers.setOnCancelHandler(() -> open.remove(stream));
        answers.setOnCloseHandler(() -> open.remove(stream));
        open.add(stream);
        return stream;
    }

    private ModelStreamInferResponse answer(Arrived<ModelInferRequest> arrived) {
        ModelStreamInferResponse.Builder answer = ModelStreamInferResponse.newBuilder();
        String id = "";
        try {
            ModelInferRequest request = arrived.message();
            id = request.getId();
            ModelInferResponse response =
                    infer(request, CallClock.ticket(new Phases(System.nanoTime())));
            if (request.getParametersOrDefault(WANTS_FINAL, InferParameter.getDefaultInstance())
                    .getBoolParam()) {
                response =
                        response.toBuilder()
                                .putParameters(
                                        FINAL,
                                        InferParameter.newBuilder().setBoolParam(true).build())
                                .build();
            }
            answer.setInferResponse(response);
        } catch (IOException | RuntimeException e) {
            answer.setErrorMessage(String.valueOf(failures.status(e).getDescription()))
                    .setInferResponse(ModelInferResponse.newBuilder().setId(id));
        }
        return answer.build();
    }

    /// One call. The next request is read when the last one's answer is on its way, so that a
    /// client that doesn't read keeps nothing here but its own call. Whoever ends it doesn't wait
    /// for the model: a request that is worked on is answered first, by its own thread.
    private final class Stream
            implements StreamObserver<Arrived<ModelInferRequest>>, OpenCalls.OpenCall {

        private final ServerCallStreamObserver<ModelStreamInferResponse> answers;
        private boolean waiting = true;

        /// These guard each other, and what is said through `answers`; no model runs meanwhile.
        private final Object turn = new Object();

        private boolean working;
        private boolean ending;
        private boolean ended;

        private Stream(ServerCallStreamObserver<ModelStreamInferResponse> answers) {
            this.answers = answers;
        }

        private void resume() {
            if (waiting && answers.isReady()) {
                waiting = false;
                answers.request(1);
            }
        }

        @Override
        public void onNext(Arrived<ModelInferRequest> request) {
            synchronized (turn) {
                if (ended) {
                    return;
                }
                working = true;
            }
            ModelStreamInferResponse answer = answer(request);
            synchronized (turn) {
                working = false;
                answers.onNext(answer);
                if (ending) {
                    say();
                } else {
                    waiting = true;
                    resume();
                }
            }
        }

        @Override
        public void onError(Throwable cancelled) {
            open.remove(this);
        }

        @Override
        public void onCompleted() {
            open.remove(this);
            synchronized (turn) {
                if (!ended) {
                    ended = true;
                    answers.onCompleted();
                }
            }
        }

        @Override
        public void end() {
            synchronized (turn) {
                ending = true;
                if (!working) {
                    say();
                }
            }
        }

        private void say() {
            if (!ended && !answers.isCancelled()) {
                answers.onError(
                        Status.UNAVAILABLE.withDescription("the server is stopping").asException());
            }
            ended = true;
        }
    }
}
