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
    private final OpenStreams streams;

    HealthService(BooleanSupplier ready, OpenStreams streams) {
        this.ready = ready;
        this.streams = streams;
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
        boolean known = KNOWN.contains(request.getService());
        Watch watch = new Watch(answers);
        streams.add(watch);
        answers.setOnCancelHandler(() -> streams.remove(watch));
        watch.tell(known ? status() : ServingStatus.SERVICE_UNKNOWN);
    }

    private ServingStatus status() {
        return ready.getAsBoolean() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    }

    private static HealthCheckResponse response(ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }

    /// The status changes once: when the server stops.
    private static final class Watch implements OpenStreams.Stream {

        private final ServerCallStreamObserver<HealthCheckResponse> answers;
        private boolean ended;

        private Watch(ServerCallStreamObserver<HealthCheckResponse> answers) {
            this.answers = answers;
        }

        private synchronized void tell(ServingStatus status) {
            if (!ended) {
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
