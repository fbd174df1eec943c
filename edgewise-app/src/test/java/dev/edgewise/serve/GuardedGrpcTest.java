package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.edgewise.engine.LoadSettings;
import dev.edgewise.engine.TestCatalog;
import dev.edgewise.serve.grpc.GrpcSettings;
import dev.edgewise.serve.grpc.HealthMessages.HealthCheckRequest;
import dev.edgewise.serve.grpc.HealthMessages.HealthCheckResponse;
import dev.edgewise.serve.grpc.Heard;
import dev.edgewise.serve.grpc.InferCalls;
import dev.edgewise.serve.grpc.Messages.ModelInferRequest;
import dev.edgewise.serve.grpc.Messages.ModelInferResponse;
import dev.edgewise.serve.grpc.Messages.ModelStreamInferResponse;
import dev.edgewise.serve.guard.GuardSettings;
import dev.edgewise.serve.guard.Patience;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a server does over gRPC with those who may not ask, hold on to its memory, or keep it
/// waiting: the same as over HTTP.
@Timeout(300)
class GuardedGrpcTest {

    private static final int MAX_BODY = 1 << 20;
    private static final int BODIES = 100_000;
    private static final int HALF = 60_000;
    private static final int WINDOW = 1 << 16;
    private static final String INFER = InferCalls.INFER.getFullMethodName();
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(500);

    @TempDir Path temp;
    private final FakeModel model = new FakeModel();
    private final List<Throwable> complaints = new CopyOnWriteArrayList<>();
    private final List<ManagedChannel> channels = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // Each test starts its own.
    private RecognitionServer server;

    private int port;

    @AfterEach
    void stopServer() {
        channels.forEach(ManagedChannel::shutdownNow);
        server.close();
    }

    private void start(Patience patience, Optional<Path> tokens, int connections)
            throws IOException {
        GuardSettings guard =
                new GuardSettings(
                        tokens, Optional.empty(), patience, 4096, BODIES, Duration.ofSeconds(10));
        server =
                TestServers.start(
                        new ServerSettings(
                                "127.0.0.1", 0, MAX_BODY, 64, LoadSettings.of(1, 2), guard),
                        TestCatalog.of(List.of(model)),
                        Optional.empty(),
                        "1.2",
                        complaints::add);
        port =
                server.listenForGrpc(new GrpcSettings("127.0.0.1", 0, MAX_BODY, connections))
                        .getPort();
    }

    private void start(Patience patience) throws IOException {
        start(patience, Optional.empty(), 64);
    }

    /// Patience that ends for bodies alone, however fast they come.
    private static Patience withBodies() {
        return new Patience(LONG, SHORT, 1000, LONG);
    }

    private ManagedChannel channel() {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .usePlaintext()
                        .build();
        channels.add(channel);
        return channel;
    }

    /// A request whose values take `bytes` bytes.
    private static ModelInferRequest request(int bytes) {
        return ModelInferRequest.newBuilder()
                .setModelName("fake")
                .addInputs(
                        ModelInferRequest.InferInputTensor.newBuilder()
                                .setName("waveform")
                                .setDatatype("FP32")
                                .addShape(bytes / 16)
                                .addShape(4))
                .addRawInputContents(ByteString.copyFrom(new byte[bytes]))
                .build();
    }

    private ModelInferResponse infer(ManagedChannel channel, int bytes, CallOptions options) {
        return ClientCalls.blockingUnaryCall(channel, InferCalls.INFER, options, request(bytes));
    }

    private static Status failure(Runnable call) {
        try {
            call.run();
        } catch (StatusRuntimeException e) {
            return e.getStatus();
        }
        throw new AssertionError("it was answered");
    }

    private static void isRefused(Status status, Status.Code code, String why) {
        assertThat(status.getCode()).isEqualTo(code);
        assertThat(status.getDescription()).isEqualTo(why);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(100).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("waited in vain").isNegative();
            LockSupport.parkNanos(10_000_000);
        }
    }

    // Memory.

    @Test
    void messagesThatAreNotWholeYetAreChargedToTheMemoryForBodies() throws IOException {
        start(Patience.USUAL);
        ManagedChannel channel = channel();
        try (GrpcWire slow = GrpcWire.call(port, INFER, WINDOW)) {
            slow.begin(MAX_BODY, new byte[HALF]);
            await(() -> server.heldBodies() == HALF);
            isRefused(
                    failure(() -> infer(channel, HALF, CallOptions.DEFAULT)),
                    Status.Code.RESOURCE_EXHAUSTED,
                    "no memory for the request's message now");
        }
        await(() -> server.heldBodies() == 0);
        assertThat(infer(channel, HALF, CallOptions.DEFAULT).getOutputsCount()).isEqualTo(1);
        await(() -> server.heldBodies() == 0);
        assertThat(complaints).isEmpty();
    }

    @Test
    void aPackedMessageIsChargedWhatItUnpacksTo() throws IOException {
        start(Patience.USUAL);
        isRefused(
                failure(
                        () ->
                                infer(
                                        channel(),
                                        2 * BODIES,
                                        CallOptions.DEFAULT.withCompression("gzip"))),
                Status.Code.RESOURCE_EXHAUSTED,
                "no memory for the request's message now");
        await(() -> server.heldBodies() == 0);
    }

    @Test
    void aStreamIsChargedForOneRequestAtATime() throws IOException, InterruptedException {
        start(Patience.USUAL);
        Heard<ModelStreamInferResponse> heard = new Heard<>();
        StreamObserver<ModelInferRequest> requests = stream(heard);
        for (int i = 0; i < 4; i++) {
            requests.onNext(request(HALF));
            assertThat(heard.next())
                    .isInstanceOfSatisfying(
                            ModelStreamInferResponse.class,
                            answer -> assertThat(answer.getErrorMessage()).isEmpty());
        }
        await(() -> server.heldBodies() == 0);
        requests.onCompleted();
        assertThat(heard.end()).isEqualTo(Status.OK);
    }

    private StreamObserver<ModelInferRequest> stream(Heard<ModelStreamInferResponse> heard) {
        return ClientCalls.asyncBidiStreamingCall(
                channel().newCall(InferCalls.STREAM, CallOptions.DEFAULT), heard);
    }

    @Test
    void whatAnybodyMayAskIsAskedInFewWords() throws IOException {
        start(Patience.USUAL);
        byte[] large = ModelInferRequest.newBuilder().setId("x".repeat(2000)).build().toByteArray();
        for (CallOptions options :
                List.of(CallOptions.DEFAULT, CallOptions.DEFAULT.withCompression("gzip"))) {
            isRefused(
                    failure(
                            () ->
                                    ClientCalls.blockingUnaryCall(
                                            channel(),
                                            InferCalls.raw("ServerLive"),
                                            options,
                                            large)),
                    Status.Code.RESOURCE_EXHAUSTED,
                    "the message is larger than 1024 bytes");
        }
        // A call that the library ended is counted by what its client was told.
        await(() -> metrics().contains("status=\"429\",uri=\"/inference.GRPCInferenceService/"));
    }

    private String metrics() {
        try (InputStream metrics = URI.create(server.url() + "/metrics").toURL().openStream()) {
            return new String(metrics.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void moreMetadataThanAHeadMayHaveIsRefused() throws IOException {
        start(Patience.USUAL);
        ManagedChannel channel = channel();
        // HTTP/2 refuses it, and each library has a word of its own for that.
        assertThat(failure(() -> infer(channel, "Bearer " + "x".repeat(20_000))).isOk()).isFalse();
        assertThat(infer(channel, 16, CallOptions.DEFAULT).getOutputsCount()).isEqualTo(1);
    }

    // Numbers.

    @Test
    void aConnectionMayHaveAHundredCalls() throws IOException, Http2Exception {
        start(Patience.USUAL);
        try (GrpcWire wire = GrpcWire.call(port, InferCalls.CHECK.getFullMethodName(), WINDOW)) {
            wire.begin(0, new byte[0]);
            wire.finish();
            assertThat(wire.end().status()).isEqualTo("0");
            assertThat(wire.mostCalls()).isEqualTo(100);
        }
    }

    @Test
    void moreCallsThanTheServerBearsAreRefused() throws IOException, InterruptedException {
        start(Patience.USUAL, Optional.empty(), 1);
        ManagedChannel channel = channel();
        for (int i = 0; i < 4; i++) {
            assertThat(watch(channel).next()).isInstanceOf(HealthCheckResponse.class);
        }
        isRefused(
                watch(channel).end(), Status.Code.RESOURCE_EXHAUSTED, "too many calls are open: 4");
    }

    private static Heard<HealthCheckResponse> watch(ManagedChannel channel) {
        Heard<HealthCheckResponse> heard = new Heard<>();
        ClientCalls.asyncServerStreamingCall(
                channel.newCall(InferCalls.WATCH, CallOptions.DEFAULT),
                HealthCheckRequest.getDefaultInstance(),
                heard);
        return heard;
    }

    @Test
    void moreConnectionsThanAllowedAreClosed() throws IOException {
        start(Patience.USUAL, Optional.empty(), 1);
        ManagedChannel first = channel();
        assertThat(infer(first, 16, CallOptions.DEFAULT).getOutputsCount()).isEqualTo(1);
        assertThat(failure(() -> infer(channel(), 16, CallOptions.DEFAULT)).getCode())
                .isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(infer(first, 16, CallOptions.DEFAULT).getOutputsCount()).isEqualTo(1);
    }

    // Time.

    @Test
    void aRequestThatStopsComingIsCutOff() throws IOException, Http2Exception {
        start(withBodies());
        try (GrpcWire slow = GrpcWire.call(port, INFER, WINDOW)) {
            slow.begin(HALF, new byte[100]);
            assertThat(slow.end()).isEqualTo(new GrpcWire.End("4", "the request came too slowly"));
        }
        await(() -> server.heldBodies() == 0);
        await(() -> metrics().contains("status=\"504\",uri=\"/" + INFER + "\""));
    }

    @Test
    void aRequestThatTricklesIsCutOff() throws IOException, Http2Exception {
        start(withBodies());
        try (GrpcWire slow = GrpcWire.call(port, INFER, WINDOW)) {
            slow.begin(HALF, new byte[0]);
            Thread drops =
                    Thread.startVirtualThread(
                            () -> {
                                try {
                                    for (int i = 0; i < HALF; i++) {
                                        slow.send(new byte[1]);
                                        Thread.sleep(20);
                                    }
                                } catch (IOException | InterruptedException e) {
                                    // The call is over.
                                }
                            });
            assertThat(slow.end()).isEqualTo(new GrpcWire.End("4", "the request came too slowly"));
            drops.interrupt();
        }
    }

    @Test
    void aRequestThatIsNeverFinishedIsCutOff() throws IOException, Http2Exception {
        start(withBodies());
        byte[] whole = request(160).toByteArray();
        try (GrpcWire slow = GrpcWire.call(port, INFER, WINDOW)) {
            slow.begin(whole.length, whole);
            assertThat(slow.end()).isEqualTo(new GrpcWire.End("4", "the request came too slowly"));
        }
    }

    @Test
    void anAnswerThatNobodyTakesIsDropped() throws IOException, Http2Exception {
        start(withBodies());
        byte[] whole = request(160).toByteArray();
        try (GrpcWire deaf = GrpcWire.call(port, INFER, 0)) {
            deaf.begin(whole.length, whole);
            deaf.finish();
            assertThat(deaf.end()).isEqualTo(GrpcWire.End.CLOSED);
        }
    }

    @Test
    void aStreamOverWhichNothingComesIsEnded() throws IOException, InterruptedException {
        start(new Patience(LONG, LONG, 1000, Duration.ofSeconds(3)));
        Heard<ModelStreamInferResponse> heard = new Heard<>();
        StreamObserver<ModelInferRequest> requests = stream(heard);
        requests.onNext(request(16));
        assertThat(heard.next()).isInstanceOf(ModelStreamInferResponse.class);
        isRefused(heard.end(), Status.Code.DEADLINE_EXCEEDED, "nothing came for 3.0 s");
    }

    @Test
    void aConnectionThatDoesNotBeginToSpeakIsClosed() throws IOException {
        start(new Patience(SHORT, LONG, 1000, LONG));
        try (GrpcWire silent = new GrpcWire(port);
                GrpcWire slow = new GrpcWire(port)) {
            slow.raw("PRI * HTTP/2.0\r\n");
            assertThat(silent.ended()).isTrue();
            assertThat(slow.ended()).isTrue();
        }
    }

    @Test
    void aConnectionWithoutCallsIsEnded() throws IOException {
        start(new Patience(LONG, LONG, 1000, Duration.ofSeconds(2)));
        ManagedChannel channel = channel();
        assertThat(infer(channel, 16, CallOptions.DEFAULT).getOutputsCount()).isEqualTo(1);
        await(() -> channel.getState(false) == ConnectivityState.IDLE);
        assertThat(infer(channel, 16, CallOptions.DEFAULT).getOutputsCount()).isEqualTo(1);
    }

    @Test
    void whoIsOnTimeIsLeftInPeace() throws IOException, InterruptedException {
        start(new Patience(LONG, Duration.ofSeconds(3), 1000, LONG));
        ManagedChannel channel = channel();
        Heard<HealthCheckResponse> watch = watch(channel);
        assertThat(watch.next()).isInstanceOf(HealthCheckResponse.class);
        for (int i = 0; i < 4; i++) {
            assertThat(infer(channel, 16, CallOptions.DEFAULT).getOutputsCount()).isEqualTo(1);
            Thread.sleep(1000);
        }
        server.close();
        assertThat(watch.next()).isInstanceOf(HealthCheckResponse.class);
        assertThat(watch.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }

    // Tokens.

    @Test
    void aWrongTokenIsToldFromNone() throws IOException {
        start(
                Patience.USUAL,
                Optional.of(Files.writeString(temp.resolve("tokens"), "open-sesame\n")),
                64);
        ManagedChannel channel = channel();
        isRefused(
                failure(() -> infer(channel, 16, CallOptions.DEFAULT)),
                Status.Code.UNAUTHENTICATED,
                "this server wants a token: Authorization: Bearer TOKEN");
        isRefused(
                failure(() -> infer(channel, "Basic b3BlbjpzZXNhbWU=")),
                Status.Code.UNAUTHENTICATED,
                "this server wants a token: Authorization: Bearer TOKEN");
        isRefused(
                failure(() -> infer(channel, "Bearer close-sesame")),
                Status.Code.UNAUTHENTICATED,
                "the token is none of this server's");
        assertThat(infer(channel, "bearer  open-sesame").getOutputsCount()).isEqualTo(1);
    }

    @Test
    void withoutATokenAnybodyMayAskForHealth() throws IOException, InterruptedException {
        start(
                Patience.USUAL,
                Optional.of(Files.writeString(temp.resolve("tokens"), "open-sesame\n")),
                64);
        ManagedChannel channel = channel();
        assertThat(watch(channel).next()).isInstanceOf(HealthCheckResponse.class);
        for (String open : List.of("ServerLive", "ServerReady")) {
            assertThat(ask(channel, open)).isEmpty();
        }
        isRefused(
                failure(() -> ask(channel, "ModelReady")),
                Status.Code.UNAUTHENTICATED,
                "this server wants a token: Authorization: Bearer TOKEN");
    }

    private static byte[] ask(ManagedChannel channel, String method) {
        return ClientCalls.blockingUnaryCall(
                channel, InferCalls.raw(method), CallOptions.DEFAULT, new byte[0]);
    }

    private static ModelInferResponse infer(ManagedChannel channel, String authorization) {
        Metadata headers = new Metadata();
        headers.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
        return ClientCalls.blockingUnaryCall(
                ClientInterceptors.intercept(
                        channel, MetadataUtils.newAttachHeadersInterceptor(headers)),
                InferCalls.INFER,
                CallOptions.DEFAULT,
                request(16));
    }
}
