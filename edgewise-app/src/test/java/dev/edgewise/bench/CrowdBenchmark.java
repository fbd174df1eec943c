package dev.edgewise.bench;

import dev.edgewise.audio.DemoClips;
import dev.edgewise.http.HttpConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// What a crowd costs a normal client of `./edgewise serve`: its p99 while 800 connections are
/// open and idle and 200 more send a request a byte a second, half of them its head and half
/// its body, against its p99 alone. Quiet and crowd take turns. Those that are cut off
/// meanwhile stay cut off, as in life.
public final class CrowdBenchmark {

    private static final int IDLE = 800;
    private static final int SLOW = 200;
    private static final int ROUNDS = 6;
    private static final int BLOCK = 500;
    private static final double BOUND = 2;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String HEALTH = "GET /v2/health/live HTTP/1.1\r\nHost: a\r\n\r\n";

    /// A head that never ends, and a body that doesn't.
    private static final List<String> SLOW_ONES =
            List.of(
                    "GET /v2 HTTP/1.1\r\nHost: a\r\nX-Slow: ",
                    """
                    POST /v1/recognize HTTP/1.1\r
                    Host: a\r
                    Content-Type: audio/wav\r
                    Content-Length: 32000\r
                    \r
                    """);

    private CrowdBenchmark() {}

    public static void main(String[] args) throws IOException {
        byte[] clip = DemoClips.bytes(DemoClips.paths().getFirst());
        long[] quiet = new long[ROUNDS * BLOCK];
        long[] crowded = new long[ROUNDS * BLOCK];
        try (ServerProcess server = ServerProcess.start(List.of());
                HttpConnection client = new HttpConnection(URI.create(server.url()), TIMEOUT)) {
            block(client, clip, new long[4 * BLOCK], 0, 4 * BLOCK);
            for (int i = 0; i < ROUNDS; i++) {
                block(client, clip, quiet, i * BLOCK, BLOCK);
                try (Crowd crowd = new Crowd(URI.create(server.url()).getPort())) {
                    block(client, clip, crowded, i * BLOCK, BLOCK);
                    crowd.check();
                }
            }
        }
        double with = p99(crowded);
        double without = p99(quiet);
        System.out.printf("p99 with %d idle and %d slow connections  %8.3f ms%n", IDLE, SLOW, with);
        System.out.printf("p99 alone                                   %8.3f ms%n", without);
        System.out.printf(
                "ratio (n = %d each, in turn)              %8.3f, to be at most %.2f%n",
                quiet.length, with / without, BOUND);
    }

    private static void block(HttpConnection client, byte[] clip, long[] into, int from, int count)
            throws IOException {
        for (int i = from; i < from + count; i++) {
            long begin = System.nanoTime();
            client.post("/v1/recognize", "audio/wav", clip).orFail();
            into[i] = System.nanoTime() - begin;
        }
    }

    private static double p99(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(sorted.length * 0.99) - 1] / 1e6;
    }

    /// The others.
    private static final class Crowd implements AutoCloseable {

        private final List<Socket> sockets = new ArrayList<>();
        private final ScheduledExecutorService dribble =
                Executors.newSingleThreadScheduledExecutor();

        private Crowd(int port) throws IOException {
            for (int i = 0; i < IDLE + SLOW; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(socket);
                String sent = i < IDLE ? HEALTH : SLOW_ONES.get(i % SLOW_ONES.size());
                socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
                if (i < IDLE && socket.getInputStream().read(new byte[1024]) < 0) {
                    throw new IOException("connection " + i + " was closed");
                }
            }
            List<Socket> slow = sockets.subList(IDLE, sockets.size());
            Future<?> _ =
                    dribble.scheduleAtFixedRate(
                            () -> slow.forEach(Crowd::send), 0, 1, TimeUnit.SECONDS);
        }

        private static void send(Socket socket) {
            try {
                socket.getOutputStream().write('x');
            } catch (IOException e) {
                // It was cut off.
            }
        }

        /// Whether the idle ones are still there.
        private void check() throws IOException {
            for (Socket socket : sockets.subList(0, IDLE)) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(HEALTH.getBytes(StandardCharsets.US_ASCII));
                if (socket.getInputStream().read(new byte[1024]) < 0) {
                    throw new IOException("an idle connection was closed");
                }
            }
        }

        @Override
        public void close() throws IOException {
            dribble.shutdownNow();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
