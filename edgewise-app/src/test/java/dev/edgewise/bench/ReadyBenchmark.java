package dev.edgewise.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/// How long `./edgewise serve` takes from its start to the first `200` of `/v2/health/ready`, with
/// both models loaded and warm, as a ratio to a Java main that does nothing, on the same JDK.
public final class ReadyBenchmark {

    private static final double BOUND = 10;
    private static final int ROUNDS = 20;

    private ReadyBenchmark() {}

    public static void main(String[] args) throws IOException {
        try (EmptyMain empty = EmptyMain.compile();
                HttpClient http = HttpClient.newHttpClient()) {
            InTurn.print(
                    "./edgewise serve, start to ready",
                    "an empty Java main",
                    InTurn.measure(() -> ready(http), empty::run, new InTurn.Size(ROUNDS, 1, 2)),
                    BOUND);
        }
    }

    private static long ready(HttpClient http) throws IOException {
        long began = System.nanoTime();
        try (ServerProcess server = ServerProcess.start(List.of())) {
            URI health = URI.create(server.url() + "/v2/health/ready");
            int status =
                    http.send(
                                    HttpRequest.newBuilder(health).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode();
            if (status != 200) {
                throw new IOException("the server listens and isn't ready: " + status);
            }
            return System.nanoTime() - began;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the server started", e);
        }
    }
}
