package dev.edgewise.serve.grpc;

import dev.edgewise.serve.grpc.HealthMessages.HealthCheckRequest;
import dev.edgewise.serve.grpc.HealthMessages.HealthCheckResponse;
import dev.edgewise.serve.grpc.HealthMessages.HealthCheckResponse.ServingStatus;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// `grpc.health.v1.Health`: whether requests are to be sent here, as Kubernetes' probes and load
/// balancers ask. The services that it knows are those of this server, and the empty name.
final class HealthService {

    private static final Set<String> KNOWN =
            Set.of("", "inference.GRPCInferenceService", "grpc.health.v1.Health");

    private final BooleanSupplier ready;
    private final OpenCalls open;

    HealthService(BooleanSupplier ready, OpenCalls open) {
        this.ready = ready;
        this.open = open;
    }

    ServerServiceDefinition definition(Failures failures) {
        HealthCheckRequest request = HealthCheckRequest.getDefaultInstance();
        HealthCheckResponse response = HealthCheckResponse.getDefaultInstance();
        return new Service(HealthMessages.getDescriptor().findServiceByName("Health"), failures)
                .unary("Check", request, response, this::check)
                .serverStream("Watch", request, response, this::watch)
                .definition();
    }

    private HealthCheckResponse check(HealthCheckRequest request) throws UnknownService {
        if (!KNOWN.contains(request.getService())) {
            throw new UnknownService(request.getService());
        }
        return response(status());
    }

    private void watch(
            HealthCheckRequest request, ServerCallStreamObserver<HealthCheckResponse> answers) {
        Watch watch = new Watch(answers, KNOWN.contains(request.getService()));
        answers.setOnCancelHandler(() -> open.remove(watch));
        open.add(watch);
        watch.look();
    }

    private ServingStatus status() {
        return ready.getAsBoolean() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    }

    private static HealthCheckResponse response(ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }

    /// Somebody who is told of each change of the status.
    private final class Watch implements OpenCalls.OpenCall {

        private final ServerCallStreamObserver<HealthCheckResponse> answers;
        private final boolean known;
        private ServingStatus told = ServingStatus.UNKNOWN;
        private boolean ended;

        private Watch(ServerCallStreamObserver<HealthCheckResponse> answers, boolean known) {
            this.answers = answers;
            this.known = known;
        }

        @Override
        public synchronized void look() {
            tell(known ? status() : ServingStatus.SERVICE_UNKNOWN);
        }

        private void tell(ServingStatus status) {
            if (!ended && status != told) {
                told = status;
                answers.onNext(response(status));
            }
        }

        @Override
        public synchronized void end() {
            if (!ended && !answers.isCancelled()) {
                tell(ServingStatus.NOT_SERVING);
                answers.onError(
                        Status.UNAVAILABLE.withDescription("the server is stopping").asException());
            }
            ended = true;
        }
    }
}
