package dev.edgewise.serve.grpc;

import com.google.protobuf.Descriptors;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;

/// The methods that the `.proto` files declare, as gRPC's library wants them told.
final class Rpc {

    private Rpc() {}

    /// @param request an empty one
    /// @param response an empty one
    static <Q extends Message, R extends Message> MethodDescriptor<Q, R> of(
            Descriptors.MethodDescriptor method, Q request, R response) {
        if (!method.getInputType().equals(request.getDescriptorForType())
                || !method.getOutputType().equals(response.getDescriptorForType())) {
            throw new IllegalArgumentException(method.getFullName() + ": has other messages");
        }
        return MethodDescriptor.newBuilder(
                        ProtoUtils.marshaller(request), ProtoUtils.marshaller(response))
                .setType(type(method))
                .setFullMethodName(
                        MethodDescriptor.generateFullMethodName(
                                method.getService().getFullName(), method.getName()))
                .build();
    }

    private static MethodType type(Descriptors.MethodDescriptor method) {
        if (method.isClientStreaming()) {
            return method.isServerStreaming()
                    ? MethodType.BIDI_STREAMING
                    : MethodType.CLIENT_STREAMING;
        }
        return method.isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY;
    }
}
