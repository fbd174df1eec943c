package dev.edgewise.serve.grpc;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import dev.edgewise.serve.grpc.HealthMessages.HealthCheckRequest;
import dev.edgewise.serve.grpc.HealthMessages.HealthCheckResponse;
import dev.edgewise.serve.grpc.Messages.ModelInferRequest;
import dev.edgewise.serve.grpc.Messages.ModelInferResponse;
import dev.edgewise.serve.grpc.Messages.ModelStreamInferResponse;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/// What a client calls.
public final class InferCalls {

    static final ServiceDescriptor SERVICE =
            Messages.getDescriptor().findServiceByName("GRPCInferenceService");

    public static final MethodDescriptor<ModelInferRequest, ModelInferResponse> INFER =
            method(
                    "ModelInfer",
                    ModelInferRequest.getDefaultInstance(),
                    ModelInferResponse.getDefaultInstance());

    public static final MethodDescriptor<ModelInferRequest, ModelStreamInferResponse> STREAM =
            method(
                    "ModelStreamInfer",
                    ModelInferRequest.getDefaultInstance(),
                    ModelStreamInferResponse.getDefaultInstance());

    public static final MethodDescriptor<HealthCheckRequest, HealthCheckResponse> WATCH =
            health("Watch");

    public static final MethodDescriptor<HealthCheckRequest, HealthCheckResponse> CHECK =
            health("Check");

    private InferCalls() {}

    static <Q extends Message, R extends Message> MethodDescriptor<Q, R> method(
            String name, Q request, R response) {
        return Rpc.of(SERVICE.findMethodByName(name), request, response);
    }

    private static MethodDescriptor<HealthCheckRequest, HealthCheckResponse> health(String name) {
        return Rpc.of(
                HealthMessages.getDescriptor().findServiceByName("Health").findMethodByName(name),
                HealthCheckRequest.getDefaultInstance(),
                HealthCheckResponse.getDefaultInstance());
    }

    /// A method that is sent whatever bytes a test gives it, and whose answer is not read.
    public static MethodDescriptor<byte[], byte[]> raw(String name) {
        return MethodDescriptor.newBuilder(new Bytes(), new Bytes())
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(SERVICE.getFullName() + "/" + name)
                .build();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public byte[] parse(InputStream stream) {
            return new byte[0];
        }
    }
}
