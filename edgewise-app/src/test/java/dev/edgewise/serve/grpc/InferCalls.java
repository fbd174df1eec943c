package dev.edgewise.serve.grpc;

import dev.edgewise.serve.grpc.Messages.ModelInferRequest;
import dev.edgewise.serve.grpc.Messages.ModelInferResponse;
import io.grpc.MethodDescriptor;

/// What a client calls.
public final class InferCalls {

    public static final MethodDescriptor<ModelInferRequest, ModelInferResponse> INFER =
            Rpc.of(
                    Messages.getDescriptor()
                            .findServiceByName("GRPCInferenceService")
                            .findMethodByName("ModelInfer"),
                    ModelInferRequest.getDefaultInstance(),
                    ModelInferResponse.getDefaultInstance());

    private InferCalls() {}
}
