package dev.edgewise.serve.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.LoadSettings;
import dev.edgewise.engine.ModelSource;
import dev.edgewise.engine.NotServed;
import dev.edgewise.engine.TestCatalog;
import dev.edgewise.engine.Usage;
import dev.edgewise.model.ModelException;
import dev.edgewise.serve.RecognitionServer;
import dev.edgewise.serve.ServerSettings;
import dev.edgewise.serve.TestServers;
import dev.edgewise.serve.grpc.HealthMessages.HealthCheckRequest;
import dev.edgewise.serve.grpc.HealthMessages.HealthCheckResponse;
import dev.edgewise.serve.grpc.HealthMessages.HealthCheckResponse.ServingStatus;
import dev.edgewise.serve.grpc.Messages.ModelInferRequest;
import dev.edgewise.serve.grpc.Messages.ModelInferResponse;
import dev.edgewise.serve.grpc.Messages.ModelStreamInferResponse;
import dev.edgewise.serve.guard.GuardSettings;
import dev.edgewise.serve.guard.Patience;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What Triton's client can't show: a server that is full, that stops, and requests that no client
/// sends. The real clients are in [dev.edgewise.serve.TritonClientTest].
@Timeout(300)
class GrpcServerTest {

    private static final int LARGEST = 1 << 16;
    private static final int PATIENCE_SECONDS = 100;
    private static final Executor THREADS = Thread::startVirtualThread;

    private final HeldModel model = new HeldModel();
    private final ConcurrentLinkedQueue<Throwable> complaints = new ConcurrentLinkedQueue<>();
    private final List<ManagedChannel> channels = new ArrayList<>();
    private @Nullable RecognitionServer server;

    @AfterEach
    void endAll() {
        model.mayEnd.release(HeldModel.ALL);
        channels.forEach(ManagedChannel::shutdownNow);
        if (server != null) {
            server.close();
        }
    }

    private ManagedChannel serve(Catalog catalog) throws IOException {
        GuardSettings guard =
                new GuardSettings(
                        Optional.empty(),
                        Optional.empty(),
                        Patience.USUAL,
                        1 << 14,
                        1 << 26,
                        Duration.ofSeconds(PATIENCE_SECONDS));
        server =
                TestServers.start(
                        new ServerSettings(
                                "127.0.0.1", 0, LARGEST, 64, LoadSettings.of(1, 1), guard),
                        catalog,
                        Optional.empty(),
                        "7",
                        complaints::add);
        return connect(server.listenForGrpc(new GrpcSettings("127.0.0.1", 0, LARGEST, 64)));
    }

    private ManagedChannel serve() throws IOException {
        return serve(TestCatalog.of(List.of(model)));
    }

    private ManagedChannel connect(InetSocketAddress address) {
        ManagedChannel channel = NettyChannelBuilder.forAddress(address).usePlaintext().build();
        channels.add(channel);
        return channel;
    }

    private static ModelInferRequest request(float... x) {
        ModelInferRequest.InferInputTensor.Builder input =
                ModelInferRequest.InferInputTensor.newBuilder()
                        .setName("x")
                        .setDatatype("FP32")
                        .addShape(x.length);
        for (float value : x) {
            input.getContentsBuilder().addFp32Contents(value);
        }
        return ModelInferRequest.newBuilder().setModelName("held").addInputs(input).build();
    }

    private static ModelInferResponse infer(ManagedChannel channel, ModelInferRequest request) {
        return ClientCalls.blockingUnaryCall(
                channel, InferCalls.INFER, CallOptions.DEFAULT.withWaitForReady(), request);
    }

    private static CompletableFuture<ModelInferResponse> inferLater(
            ManagedChannel channel, float x) {
        return CompletableFuture.supplyAsync(() -> infer(channel, request(x)), THREADS);
    }

    private static StatusRuntimeException failure(Runnable call) {
        try {
            call.run();
        } catch (StatusRuntimeException e) {
            return e;
        }
        throw new AssertionError("it was answered");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("still waiting").isNegative();
            Thread.sleep(5);
        }
    }

    @Test
    void typedContentsAreAnsweredWithTypedContents() throws IOException {
        ModelInferResponse response = infer(serve(), request(1, 2.5f));
        assertThat(response.getModelName()).isEqualTo("held");
        assertThat(response.getOutputs(0).getShapeList()).containsExactly(2L);
        assertThat(response.getOutputs(0).getContents().getFp32ContentsList())
                .containsExactly(1f, 2.5f);
    }

    @Test
    void callsAreCountedAmongTheMetricsOfTheServer() throws IOException, InterruptedException {
        infer(serve(), request(1));
        RecognitionServer running = server;
        assertThat(running).isNotNull();
        // A call is counted when its answer is on its way.
        await(
                () ->
                        metrics(running)
                                .contains(
                                        "status=\"200\",uri=\"/inference.GRPCInferenceService/ModelInfer\""));
    }

    private static String metrics(RecognitionServer running) {
        try (InputStream metrics = URI.create(running.url() + "/metrics").toURL().openStream()) {
            return new String(metrics.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aBugLeavesNoTraceButInTheLog() throws IOException {
        ManagedChannel channel = serve();
        StatusRuntimeException failed = failure(() -> infer(channel, request(-1)));
        assertThat(failed.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(failed.getStatus().getDescription())
                .isEqualTo("the server failed; its log says why");
        assertThat(complaints).hasSize(1);
    }

    @Test
    void whatFindsTheQueueFullIsRefusedAtOnceAndToldWhenToComeAgain()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        ManagedChannel channel = serve();
        model.mayEnd.acquire(HeldModel.ALL);
        CompletableFuture<ModelInferResponse> first = inferLater(channel, 1);
        await(() -> model.begun.get() == 1);
        // There is room for one of them.
        CompletableFuture<ModelInferResponse> second = inferLater(channel, 2);
        CompletableFuture<ModelInferResponse> third = inferLater(channel, 3);
        StatusRuntimeException refused = refused(CompletableFuture.anyOf(second, third));
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(refused.getStatus().getDescription()).startsWith("the queue is full");
        Metadata trailers = Status.trailersFromThrowable(refused);
        assertThat(trailers).isNotNull();
        assertThat(
                        trailers.get(
                                Metadata.Key.of(
                                        "grpc-retry-pushback-ms",
                                        Metadata.ASCII_STRING_MARSHALLER)))
                .matches("[0-9]+");
        RecognitionServer running = server;
        assertThat(running).isNotNull();
        assertThat(metrics(running)).contains("edgewise_refusals_total{reason=\"queue_full\"} 1.0");
        model.mayEnd.release(HeldModel.ALL);
        first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(
                        List.of(second, third).stream()
                                .map(f -> f.handle((answer, refusal) -> answer != null).join()))
                .containsExactlyInAnyOrder(true, false);
    }

    private static StatusRuntimeException refused(CompletableFuture<?> call)
            throws InterruptedException, TimeoutException {
        try {
            call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StatusRuntimeException failure) {
                return failure;
            }
            throw new AssertionError("failed otherwise", e);
        }
        throw new AssertionError("it was answered");
    }

    private static StatusRuntimeException failure(
            ManagedChannel channel, String method, CallOptions options, byte[] message) {
        return failure(
                () ->
                        ClientCalls.blockingUnaryCall(
                                channel, InferCalls.raw(method), options, message));
    }

    @Test
    void whatIsNoMessageIsTheClientsFault() throws IOException {
        byte[] broken = "this is no message".getBytes(StandardCharsets.UTF_8);
        StatusRuntimeException failed = failure(serve(), "ModelInfer", CallOptions.DEFAULT, broken);
        assertThat(failed.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(failed.getStatus().getDescription())
                .isEqualTo("the request is no inference.ModelInferRequest");
        assertThat(complaints).isEmpty();
    }

    @Test
    void aMessageThatIsTooLargeIsRefusedHoweverSmallItTravels() throws IOException {
        ManagedChannel channel = serve();
        byte[] large =
                ModelInferRequest.newBuilder().setId("x".repeat(LARGEST)).build().toByteArray();
        assertThat(failure(channel, "ModelInfer", CallOptions.DEFAULT, large).getStatus().getCode())
                .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        StatusRuntimeException failed =
                failure(channel, "ModelInfer", CallOptions.DEFAULT.withCompression("gzip"), large);
        assertThat(failed.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(complaints).isEmpty();
    }

    @Test
    void aMethodThatNobodyKnowsIsUnimplemented() throws IOException {
        assertThat(
                        failure(serve(), "ModelDream", CallOptions.DEFAULT, new byte[0])
                                .getStatus()
                                .getCode())
                .isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    private static HealthCheckResponse check(ManagedChannel channel, String service) {
        return ClientCalls.blockingUnaryCall(
                channel,
                InferCalls.CHECK,
                CallOptions.DEFAULT,
                HealthCheckRequest.newBuilder().setService(service).build());
    }

    private static Heard<HealthCheckResponse> watch(ManagedChannel channel, String service) {
        Heard<HealthCheckResponse> heard = new Heard<>();
        ClientCalls.asyncServerStreamingCall(
                channel.newCall(InferCalls.WATCH, CallOptions.DEFAULT),
                HealthCheckRequest.newBuilder().setService(service).build(),
                heard);
        return heard;
    }

    private static boolean listens(int port) {
        try {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static HealthCheckResponse status(ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }

    @Test
    void healthIsThatOfTheServicesThatAreHere() throws IOException, InterruptedException {
        ManagedChannel channel = serve();
        assertThat(check(channel, "inference.GRPCInferenceService").getStatus())
                .isEqualTo(ServingStatus.SERVING);
        StatusRuntimeException failed = failure(() -> check(channel, "inference.Dreams"));
        assertThat(failed.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(failed.getStatus().getDescription())
                .isEqualTo("no such service here: inference.Dreams");
        assertThat(watch(channel, "inference.Dreams").next())
                .isEqualTo(status(ServingStatus.SERVICE_UNKNOWN));
    }

    @Test
    void whoWatchesHearsOfEachChangeOfWhatHttpSaysToo()
            throws IOException, InterruptedException, ModelException, NotServed {
        Semaphore mayLoad = new Semaphore(1);
        Catalog catalog = new Catalog(LoadSettings.of(1, 0), new Usage(InstantSource.system()));
        catalog.add(
                new ModelSource(
                        "held",
                        "1",
                        () -> {
                            mayLoad.acquireUninterruptibly();
                            return model;
                        }));
        ManagedChannel channel = serve(catalog);
        Heard<HealthCheckResponse> watch = watch(channel, "");
        assertThat(watch.next()).isEqualTo(status(ServingStatus.SERVING));
        assertThat(httpReady()).isEqualTo(200);
        catalog.unload("held");
        Thread loading = Thread.startVirtualThread(() -> load(catalog));
        assertThat(watch.next()).isEqualTo(status(ServingStatus.NOT_SERVING));
        assertThat(httpReady()).isEqualTo(503);
        assertThat(check(channel, "").getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
        mayLoad.release();
        assertThat(watch.next()).isEqualTo(status(ServingStatus.SERVING));
        assertThat(httpReady()).isEqualTo(200);
        loading.join();
    }

    private static void load(Catalog catalog) {
        try {
            catalog.load("held");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private int httpReady() throws IOException {
        RecognitionServer running = server;
        assertThat(running).isNotNull();
        HttpURLConnection ready =
                (HttpURLConnection)
                        URI.create(running.url() + "/v2/health/ready").toURL().openConnection();
        return ready.getResponseCode();
    }

    @Test
    void aStopFinishesWhatWasAcceptedAndTellsThoseWhoWaitForMore()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        ManagedChannel channel = serve();
        Heard<HealthCheckResponse> watch = watch(channel, "");
        assertThat(watch.next()).isEqualTo(status(ServingStatus.SERVING));
        Heard<ModelStreamInferResponse> stream = new Heard<>();
        StreamObserver<ModelInferRequest> requests =
                ClientCalls.asyncBidiStreamingCall(
                        channel.newCall(InferCalls.STREAM, CallOptions.DEFAULT), stream);
        requests.onNext(request(5));
        assertThat(stream.next()).isInstanceOf(ModelStreamInferResponse.class);
        model.mayEnd.acquire(HeldModel.ALL);
        CompletableFuture<ModelInferResponse> call = inferLater(channel, 1);
        await(() -> model.begun.get() == 2);
        RecognitionServer closing = server;
        assertThat(closing).isNotNull();
        int http = closing.port();
        CompletableFuture<Void> stop = CompletableFuture.runAsync(closing::close, THREADS);
        assertThat(watch.next()).isEqualTo(status(ServingStatus.NOT_SERVING));
        assertThat(watch.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(stream.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        // No face goes on taking requests while another finishes its own.
        await(() -> !listens(http));
        assertThat(call).isNotDone();
        model.mayEnd.release(HeldModel.ALL);
        assertThat(call.get(PATIENCE_SECONDS, TimeUnit.SECONDS).getOutputsCount()).isEqualTo(1);
        stop.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serve();
            RecognitionServer running = server;
            assertThat(running).isNotNull();
            assertThatThrownBy(
                            () ->
                                    running.listenForGrpc(
                                            new GrpcSettings(
                                                    "127.0.0.1", taken.getLocalPort(), LARGEST, 1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("127.0.0.1:" + taken.getLocalPort() + ": can't listen");
        }
    }
}
