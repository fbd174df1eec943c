package dev.edgewise.serve.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.engine.LoadSettings;
import dev.edgewise.engine.TestCatalog;
import dev.edgewise.serve.RecognitionServer;
import dev.edgewise.serve.ServerSettings;
import dev.edgewise.serve.TestServers;
import dev.edgewise.serve.grpc.Messages.ModelInferRequest;
import dev.edgewise.serve.grpc.Messages.ModelInferRequest.InferInputTensor;
import dev.edgewise.serve.grpc.Messages.ModelStreamInferResponse;
import dev.edgewise.serve.guard.GuardSettings;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A stop of a server while a stream's request is worked on.
@Timeout(300)
class StuckStreamTest {

    private static final int PATIENCE_SECONDS = 100;
    private static final ModelInferRequest REQUEST =
            ModelInferRequest.newBuilder()
                    .setModelName("held")
                    .addInputs(
                            InferInputTensor.newBuilder()
                                    .setName("x")
                                    .setDatatype("FP32")
                                    .addShape(1)
                                    .setContents(
                                            Messages.InferTensorContents.newBuilder()
                                                    .addFp32Contents(5)))
                    .build();

    private final HeldModel model = new HeldModel();

    private RecognitionServer serve(Duration grace) throws Exception {
        GuardSettings usual = GuardSettings.USUAL;
        return TestServers.start(
                new ServerSettings(
                        "127.0.0.1",
                        0,
                        1 << 16,
                        64,
                        LoadSettings.of(1, 1),
                        new GuardSettings(
                                Optional.empty(),
                                Optional.empty(),
                                usual.patience(),
                                usual.head(),
                                usual.bodies(),
                                grace)),
                TestCatalog.of(List.of(model)),
                Optional.empty(),
                "7",
                e -> {});
    }

    private BlockingQueue<Object> stream(ManagedChannel channel) {
        BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        StreamObserver<ModelStreamInferResponse> answers =
                new StreamObserver<>() {
                    @Override
                    public void onNext(ModelStreamInferResponse answer) {
                        heard.add(answer);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        heard.add(Status.fromThrowable(failure).getCode());
                    }

                    @Override
                    public void onCompleted() {
                        heard.add(Status.Code.OK);
                    }
                };
        ClientCalls.asyncBidiStreamingCall(
                        channel.newCall(
                                Rpc.of(
                                        Messages.getDescriptor()
                                                .findServiceByName("GRPCInferenceService")
                                                .findMethodByName("ModelStreamInfer"),
                                        ModelInferRequest.getDefaultInstance(),
                                        ModelStreamInferResponse.getDefaultInstance()),
                                CallOptions.DEFAULT),
                        answers)
                .onNext(REQUEST);
        return heard;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStopLetsAStreamFinishItsRequestButNotForEver(boolean finishes) throws Exception {
        RecognitionServer server =
                serve(finishes ? Duration.ofSeconds(PATIENCE_SECONDS) : Duration.ofMillis(300));
        ManagedChannel channel =
                NettyChannelBuilder.forAddress(
                                server.listenForGrpc(new GrpcSettings("127.0.0.1", 0, 1 << 16, 64)))
                        .usePlaintext()
                        .build();
        try {
            model.mayEnd.acquire(HeldModel.ALL);
            BlockingQueue<Object> heard = stream(channel);
            while (model.begun.get() == 0) {
                LockSupport.parkNanos(1_000_000);
            }
            CompletableFuture<Void> stop =
                    CompletableFuture.runAsync(server::close, Thread::startVirtualThread);
            if (finishes) {
                // Long enough for an end that doesn't wait to have been said.
                Thread.sleep(200);
                assertThat(heard).isEmpty();
                model.mayEnd.release(HeldModel.ALL);
                assertThat(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .isInstanceOf(ModelStreamInferResponse.class);
                assertThat(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .isEqualTo(Status.Code.UNAVAILABLE);
            }
            stop.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } finally {
            model.mayEnd.release(HeldModel.ALL);
            channel.shutdownNow();
            server.close();
        }
    }
}
