package dev.edgewise.bench;

import com.google.protobuf.ByteString;
import dev.edgewise.engine.OnnxServedModel;
import dev.edgewise.engine.TestCatalog;
import dev.edgewise.model.ModelStore;
import dev.edgewise.serve.RecognitionServer;
import dev.edgewise.serve.TestServers;
import dev.edgewise.serve.grpc.GrpcSettings;
import dev.edgewise.serve.grpc.InferCalls;
import dev.edgewise.serve.grpc.Messages.ModelInferRequest;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One request for inference, with the raw values of a clip, over gRPC against the same over HTTP
/// with binary data: whole requests, one at a time, over kept loopback connections. Clients and
/// server share one JVM.
public final class GrpcBenchmark {

    private static final String MODEL = "tutorial-cnn";
    private static final int SAMPLES = 16_000;
    private static final int BYTES = SAMPLES * Float.BYTES;
    private static final int MAX_BODY = 1 << 20;
    private static final double BOUND = 1.5;

    private GrpcBenchmark() {}

    public static void main(String[] args) throws IOException {
        int cores = Runtime.getRuntime().availableProcessors();
        try (RecognitionServer server =
                        TestServers.start(
                                TestServers.settings(MAX_BODY, 8, 8, cores),
                                TestCatalog.of(
                                        List.of(
                                                OnnxServedModel.load(
                                                        MODEL, ModelStore.bytes(MODEL), 1))),
                                Optional.empty(),
                                "",
                                Throwable::printStackTrace);
                HttpClient http =
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            ManagedChannel channel =
                    NettyChannelBuilder.forAddress(listen(server)).usePlaintext().build();
            try {
                ModelInferRequest message = message();
                HttpRequest request = request(server.url());
                InTurn.print(
                        "gRPC, " + BYTES + " raw bytes",
                        "HTTP, the same as binary data",
                        InTurn.measure(() -> call(channel, message), () -> send(http, request)),
                        BOUND);
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private static InetSocketAddress listen(RecognitionServer server) throws IOException {
        return server.listenForGrpc(new GrpcSettings("127.0.0.1", 0, MAX_BODY, 8));
    }

    private static ModelInferRequest message() {
        return ModelInferRequest.newBuilder()
                .setModelName(MODEL)
                .addInputs(
                        ModelInferRequest.InferInputTensor.newBuilder()
                                .setName("waveform")
                                .setDatatype("FP32")
                                .addShape(1)
                                .addShape(SAMPLES))
                .addRawInputContents(ByteString.copyFrom(new byte[BYTES]))
                .build();
    }

    private static HttpRequest request(String url) {
        byte[] json =
                """
                {"parameters": {"binary_data_output": true}, "inputs": [{"name": "waveform",
                 "datatype": "FP32", "shape": [1, %d], "parameters": {"binary_data_size": %d}}]}"""
                        .formatted(SAMPLES, BYTES)
                        .getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(URI.create(url + "/v2/models/" + MODEL + "/infer"))
                .header("Content-Type", "application/octet-stream")
                .header("Inference-Header-Content-Length", Integer.toString(json.length))
                .POST(
                        HttpRequest.BodyPublishers.ofByteArray(
                                Arrays.copyOf(json, json.length + BYTES)))
                .build();
    }

    private static long call(ManagedChannel channel, ModelInferRequest request) {
        long begin = System.nanoTime();
        ClientCalls.blockingUnaryCall(channel, InferCalls.INFER, CallOptions.DEFAULT, request);
        return System.nanoTime() - begin;
    }

    private static long send(HttpClient http, HttpRequest request) throws IOException {
        long begin = System.nanoTime();
        try {
            HttpResponse<byte[]> response =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException(new String(response.body(), StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return System.nanoTime() - begin;
    }
}
