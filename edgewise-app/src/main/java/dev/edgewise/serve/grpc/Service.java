package dev.edgewise.serve.grpc;

import com.google.protobuf.Descriptors;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// A service in the making: what answers each of the methods that its `.proto` file declares.
final class Service {

    private final Descriptors.ServiceDescriptor declared;
    private final Failures failures;
    private final ServerServiceDefinition.Builder methods;

    Service(Descriptors.ServiceDescriptor declared, Failures failures) {
        this.declared = declared;
        this.failures = failures;
        methods = ServerServiceDefinition.builder(declared.getFullName());
    }

    /// Answers one request with one message.
    @FunctionalInterface
    interface Answering<Q, R> {
        R answer(Q request) throws IOException;
    }

    /// Lets `answering` answer the method called `name`.
    ///
    /// @param request an empty one
    /// @param response an empty one
    <Q extends Message, R extends Message> Service unary(
            String name, Q request, R response, Answering<Q, R> answering) {
        methods.addMethod(
                method(name, request, response),
                ServerCalls.<Arrived<Q>, R>asyncUnaryCall(
                        (asked, answers) -> {
                            R answer;
                            try {
                                answer = answering.answer(asked.message());
                            } catch (IOException | RuntimeException e) {
                                answers.onError(failures.of(e));
                                return;
                            }
                            answers.onNext(answer);
                            answers.onCompleted();
                        }));
        return this;
    }

    /// Lets `answering` send answers, on and on, to one request.
    <Q extends Message, R extends Message> Service serverStream(
            String name,
            Q request,
            R response,
            BiConsumer<Q, ServerCallStreamObserver<R>> answering) {
        methods.addMethod(
                method(name, request, response),
                ServerCalls.<Arrived<Q>, R>asyncServerStreamingCall(
                        (asked, answers) -> {
                            try {
                                answering.accept(asked.message(), observer(answers));
                            } catch (IOException | RuntimeException e) {
                                answers.onError(failures.of(e));
                            }
                        }));
        return this;
    }

    /// Lets what `answering` gives take the requests, on and on, whose answers it sends.
    <Q extends Message, R extends Message> Service bothStream(
            String name,
            Q request,
            R response,
            Function<ServerCallStreamObserver<R>, StreamObserver<Arrived<Q>>> answering) {
        methods.addMethod(
                method(name, request, response),
                ServerCalls.<Arrived<Q>, R>asyncBidiStreamingCall(
                        answers -> answering.apply(observer(answers))));
        return this;
    }

    ServerServiceDefinition definition() {
        return methods.build();
    }

    private <Q extends Message, R extends Message> MethodDescriptor<Arrived<Q>, R> method(
            String name, Q request, R response) {
        MethodDescriptor<Q, R> method = Rpc.of(declared.findMethodByName(name), request, response);
        return method.toBuilder(
                        Arrived.reading(
                                request.getDescriptorForType().getFullName(),
                                method.getRequestMarshaller()),
                        method.getResponseMarshaller())
                .build();
    }

    /// The library promises that on a server it is one.
    private static <R> ServerCallStreamObserver<R> observer(StreamObserver<R> answers) {
        return (ServerCallStreamObserver<R>) answers;
    }
}
