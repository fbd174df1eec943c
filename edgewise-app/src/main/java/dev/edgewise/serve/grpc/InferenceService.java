package dev.edgewise.serve.grpc;

import dev.edgewise.engine.Lease;
import dev.edgewise.engine.NotServed;
import dev.edgewise.oip.ServerMetadata;
import dev.edgewise.serve.grpc.Messages.ModelConfigRequest;
import dev.edgewise.serve.grpc.Messages.ModelConfigResponse;
import dev.edgewise.serve.grpc.Messages.ModelInferRequest;
import dev.edgewise.serve.grpc.Messages.ModelInferResponse;
import dev.edgewise.serve.grpc.Messages.ModelMetadataRequest;
import dev.edgewise.serve.grpc.Messages.ModelMetadataResponse;
import dev.edgewise.serve.grpc.Messages.ModelReadyRequest;
import dev.edgewise.serve.grpc.Messages.ModelReadyResponse;
import dev.edgewise.serve.grpc.Messages.ModelStatisticsRequest;
import dev.edgewise.serve.grpc.Messages.ModelStatisticsResponse;
import dev.edgewise.serve.grpc.Messages.ModelStreamInferResponse;
import dev.edgewise.serve.grpc.Messages.RepositoryIndexRequest;
import dev.edgewise.serve.grpc.Messages.RepositoryIndexResponse;
import dev.edgewise.serve.grpc.Messages.RepositoryModelLoadRequest;
import dev.edgewise.serve.grpc.Messages.RepositoryModelLoadResponse;
import dev.edgewise.serve.grpc.Messages.RepositoryModelUnloadRequest;
import dev.edgewise.serve.grpc.Messages.RepositoryModelUnloadResponse;
import dev.edgewise.serve.grpc.Messages.ServerLiveRequest;
import dev.edgewise.serve.grpc.Messages.ServerLiveResponse;
import dev.edgewise.serve.grpc.Messages.ServerMetadataRequest;
import dev.edgewise.serve.grpc.Messages.ServerMetadataResponse;
import dev.edgewise.serve.grpc.Messages.ServerReadyRequest;
import dev.edgewise.serve.grpc.Messages.ServerReadyResponse;
import dev.edgewise.serve.grpc.Messages.Unread;
import io.grpc.ServerServiceDefinition;
import java.io.IOException;
import java.util.Map;

/// `inference.GRPCInferenceService`: what answers each of its methods. Those about models speak
/// through [ModelMessages], those that run them through [Inferring].
final class InferenceService {

    /// Methods of Triton's that are refused, and why.
    private static final Map<String, String> UNOFFERED =
            Map.of(
                    "SystemSharedMemoryStatus", "shared memory isn't offered; send the values",
                    "SystemSharedMemoryRegister", "shared memory isn't offered; send the values",
                    "SystemSharedMemoryUnregister", "shared memory isn't offered; send the values",
                    "CudaSharedMemoryStatus", "shared memory isn't offered; send the values",
                    "CudaSharedMemoryRegister", "shared memory isn't offered; send the values",
                    "CudaSharedMemoryUnregister", "shared memory isn't offered; send the values",
                    "TraceSetting", "traces are set when the server starts, not by its clients",
                    "LogSettings", "the log is set when the server starts, not by its clients");

    private final GrpcServices shared;
    private final Inferring inferring;
    private final Failures failures;

    InferenceService(GrpcServices shared, Failures failures, OpenCalls open) {
        this.shared = shared;
        this.failures = failures;
        inferring = new Inferring(shared.catalog(), shared.inference(), failures, open);
    }

    ServerServiceDefinition definition() {
        Service service =
                new Service(
                        Messages.getDescriptor().findServiceByName("GRPCInferenceService"),
                        failures);
        service.unary(
                        "ServerLive",
                        ServerLiveRequest.getDefaultInstance(),
                        ServerLiveResponse.getDefaultInstance(),
                        request -> ServerLiveResponse.newBuilder().setLive(true).build())
                .unary(
                        "ServerReady",
                        ServerReadyRequest.getDefaultInstance(),
                        ServerReadyResponse.getDefaultInstance(),
                        request ->
                                ServerReadyResponse.newBuilder()
                                        .setReady(shared.ready().getAsBoolean())
                                        .build())
                .unary(
                        "ServerMetadata",
                        ServerMetadataRequest.getDefaultInstance(),
                        ServerMetadataResponse.getDefaultInstance(),
                        request -> metadata())
                .unary(
                        "ModelReady",
                        ModelReadyRequest.getDefaultInstance(),
                        ModelReadyResponse.getDefaultInstance(),
                        this::ready)
                .unary(
                        "ModelMetadata",
                        ModelMetadataRequest.getDefaultInstance(),
                        ModelMetadataResponse.getDefaultInstance(),
                        this::metadata)
                .unary(
                        "ModelConfig",
                        ModelConfigRequest.getDefaultInstance(),
                        ModelConfigResponse.getDefaultInstance(),
                        this::config)
                .unary(
                        "ModelStatistics",
                        ModelStatisticsRequest.getDefaultInstance(),
                        ModelStatisticsResponse.getDefaultInstance(),
                        this::statistics)
                .unary(
                        "RepositoryIndex",
                        RepositoryIndexRequest.getDefaultInstance(),
                        RepositoryIndexResponse.getDefaultInstance(),
                        request -> ModelMessages.index(shared.facts().index(request.getReady())))
                .unary(
                        "RepositoryModelLoad",
                        RepositoryModelLoadRequest.getDefaultInstance(),
                        RepositoryModelLoadResponse.getDefaultInstance(),
                        this::load)
                .unary(
                        "RepositoryModelUnload",
                        RepositoryModelUnloadRequest.getDefaultInstance(),
                        RepositoryModelUnloadResponse.getDefaultInstance(),
                        this::unload)
                .unary(
                        "ModelInfer",
                        ModelInferRequest.getDefaultInstance(),
                        ModelInferResponse.getDefaultInstance(),
                        inferring::infer)
                .bothStream(
                        "ModelStreamInfer",
                        ModelInferRequest.getDefaultInstance(),
                        ModelStreamInferResponse.getDefaultInstance(),
                        inferring::stream);
        UNOFFERED.forEach(
                (method, reason) ->
                        service.unary(
                                method,
                                Unread.getDefaultInstance(),
                                Unread.getDefaultInstance(),
                                request -> {
                                    throw new Unoffered(method + ": " + reason);
                                }));
        return service.definition();
    }

    private ServerMetadataResponse metadata() {
        ServerMetadata metadata = shared.facts().server();
        return ServerMetadataResponse.newBuilder()
                .setName(metadata.name())
                .setVersion(metadata.version())
                .addAllExtensions(metadata.extensions())
                .build();
    }

    private ModelReadyResponse ready(ModelReadyRequest request) {
        boolean ready;
        try {
            shared.catalog().lease(request.getName(), request.getVersion()).close();
            ready = true;
        } catch (NotServed e) {
            // As Triton does, where its clients expect a yes or a no.
            ready = false;
        }
        return ModelReadyResponse.newBuilder().setReady(ready).build();
    }

    private ModelMetadataResponse metadata(ModelMetadataRequest request) throws IOException {
        try (Lease lease = shared.catalog().lease(request.getName(), request.getVersion())) {
            return ModelMessages.metadata(shared.facts().metadata(lease.model()));
        }
    }

    private ModelConfigResponse config(ModelConfigRequest request) throws IOException {
        try (Lease lease = shared.catalog().lease(request.getName(), request.getVersion())) {
            return ModelConfigResponse.newBuilder()
                    .setConfig(ModelMessages.config(shared.facts().config(lease.model())))
                    .build();
        }
    }

    private ModelStatisticsResponse statistics(ModelStatisticsRequest request) throws IOException {
        return ModelMessages.statistics(
                shared.facts().statistics(request.getName(), request.getVersion()));
    }

    private RepositoryModelLoadResponse load(RepositoryModelLoadRequest request)
            throws IOException {
        shared.catalog().load(request.getModelName());
        return RepositoryModelLoadResponse.getDefaultInstance();
    }

    private RepositoryModelUnloadResponse unload(RepositoryModelUnloadRequest request)
            throws IOException {
        shared.catalog().unload(request.getModelName());
        return RepositoryModelUnloadResponse.getDefaultInstance();
    }
}
