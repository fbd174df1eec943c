package dev.edgewise.bench;

import dev.edgewise.Command;
import dev.edgewise.link.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;

/// `edgewise link` in a process of its own, held against what it was asked for, by checks that know
/// nothing of it: a byte that is echoed, and bulk transfers, over plain sockets. Each transfer's
/// rate is taken from its second half, when slow start is over.
public final class LinkTruthBenchmark {

    private static final String LISTENING = "listening on ";
    private static final int SEGMENT = 1448;
    private static final int WARM_UP = 5000;
    private static final int CROWD = 200;
    private static final int CROWD_SECONDS = 8;

    private LinkTruthBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try (Peer peer = Peer.forTransfers()) {
            delays(peer, 1, 13, 70, 300);
            rate(peer, "rtt=13ms,down=35M,up=19M", 35e6, 19e6);
            rate(peer, "rtt=28ms,down=5M,up=1M", 5e6, 1e6);
            rate(peer, "rtt=5ms,down=500M,up=500M", 500e6, 500e6);
            trace(peer);
            burst(peer);
            crowd(peer);
        }
    }

    /// Against exchanges without the link, after as long a rest: a machine that rested is slower.
    /// The link is warm, and changed while it runs.
    private static void delays(Peer peer, int... delays) throws IOException, InterruptedException {
        try (Link link = new Link("loopback", peer);
                HttpClient client = HttpClient.newHttpClient();
                Socket direct = Peer.connect(peer.address());
                Socket linked = Peer.connect(link.address)) {
            for (int i = 0; i < WARM_UP; i++) {
                Peer.transfer(direct, 9, 1);
                Peer.transfer(linked, 9, 1);
            }
            for (int millis : delays) {
                String profile = "{\"rtt\": \"" + millis + "ms\"}";
                client.send(
                        HttpRequest.newBuilder(link.control)
                                .PUT(BodyPublishers.ofString(profile))
                                .build(),
                        BodyHandlers.discarding());
                delay(direct, linked, millis);
            }
        }
    }

    private static void delay(Socket direct, Socket linked, int millis)
            throws IOException, InterruptedException {
        int tries = Math.clamp(4000 / millis, 20, 300);
        double[] extra = new double[tries];
        for (int i = 0; i < tries; i++) {
            Thread.sleep(millis);
            double loopback = Peer.transfer(direct, 9, 1);
            extra[i] = Peer.transfer(linked, 9, 1) - loopback - millis;
        }
        Arrays.sort(extra);
        String what = "round trip " + millis + " ms: ";
        print(what + "median error", extra[tries / 2], "ms", "0.5");
        print(what + "p90 of the error", extra[tries * 9 / 10], "ms", "-");
    }

    private static void rate(Peer peer, String profile, double down, double up) throws IOException {
        try (Link link = new Link(profile, peer);
                Socket socket = Peer.connect(link.address)) {
            double error = down(socket, (int) Math.min(down / 8 * 3, 100e6)) / down - 1;
            print("down " + down / 1e6 + " Mbit/s: error", 100 * error, "%", "2");
            error = up(socket, (int) Math.min(up / 8 * 3, 100e6)) / up - 1;
            print("up " + up / 1e6 + " Mbit/s: error", 100 * error, "%", "2");
        }
    }

    /// A recorded link that carries two packets a millisecond for a while and then none.
    private static void trace(Peer peer) throws IOException {
        Path file = Files.createTempFile("edgewise", ".trace");
        try {
            StringBuilder lines = new StringBuilder();
            for (int i = 1; i <= 80; i++) {
                lines.append(i).append('\n').append(i).append('\n');
            }
            Files.writeString(file, lines + "100\n");
            double asked = 161 * SEGMENT * 8 / 0.1;
            try (Link link = new Link("rtt=13ms,down-trace=" + file, peer);
                    Socket socket = Peer.connect(link.address)) {
                double error = down(socket, (int) (asked / 8 * 4)) / asked - 1;
                print("trace of 18.6 Mbit/s: error", 100 * error, "%", "2");
            }
        } finally {
            Files.delete(file);
        }
    }

    /// After a second of rest: how far the bytes that came are ahead of the rate, at most.
    private static void burst(Peer peer) throws IOException, InterruptedException {
        try (Link link = new Link("rtt=2ms,down=8M", peer);
                Socket socket = Peer.connect(link.address)) {
            double least = Double.MAX_VALUE;
            byte[] buffer = new byte[64 << 10];
            for (int attempt = 0; attempt < 5; attempt++) {
                Thread.sleep(1000);
                int wanted = 500_000;
                ask(socket, wanted);
                long start = System.nanoTime() + 2_000_000;
                double ahead = 0;
                InputStream in = socket.getInputStream();
                for (int got = 0; got < wanted; ) {
                    got += in.read(buffer);
                    ahead = Math.max(ahead, got - 1e6 * (System.nanoTime() - start) / 1e9);
                }
                least = Math.min(least, ahead);
            }
            print("after a rest, bytes ahead of the rate", Math.max(0, least), "B", "" + SEGMENT);
        }
    }

    private static void crowd(Peer peer) throws IOException, InterruptedException {
        try (Link link = new Link("rtt=5ms,down=500M,up=500M", peer)) {
            AtomicLongArray counts = new AtomicLongArray(CROWD);
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                Socket socket = Peer.connect(link.address);
                sockets.add(socket);
                int number = i;
                ask(socket, Integer.MAX_VALUE);
                Peer.aside(
                        s -> {
                            byte[] buffer = new byte[64 << 10];
                            for (int n = 0; n >= 0; n = s.getInputStream().read(buffer)) {
                                counts.addAndGet(number, n);
                            }
                        },
                        socket,
                        e -> {});
            }
            Thread.sleep(2000);
            long[] before = read(counts);
            long start = System.nanoTime();
            Thread.sleep(CROWD_SECONDS * 1000L);
            long[] after = read(counts);
            double seconds = (System.nanoTime() - start) / 1e9;
            double least = Double.MAX_VALUE;
            double most = 0;
            double sum = 0;
            for (int i = 0; i < CROWD; i++) {
                double bits = (after[i] - before[i]) * 8 / seconds;
                least = Math.min(least, bits);
                most = Math.max(most, bits);
                sum += bits;
            }
            print("200 connections at 500 Mbit/s: error", 100 * (sum / 500e6 - 1), "%", "2");
            print("the slowest's share of the mean", least * CROWD / sum, "", "-");
            print("the fastest's share of the mean", most * CROWD / sum, "", "-");
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static long[] read(AtomicLongArray counts) {
        long[] read = new long[counts.length()];
        Arrays.setAll(read, counts::get);
        return read;
    }

    /// Bits a second at which the second half of `bytes` comes down.
    private static double down(Socket socket, int bytes) throws IOException {
        ask(socket, bytes);
        InputStream in = socket.getInputStream();
        in.skipNBytes(bytes / 2);
        long start = System.nanoTime();
        in.skipNBytes(bytes - bytes / 2);
        return (bytes - bytes / 2) * 8e9 / (System.nanoTime() - start);
    }

    /// Bits a second at which bytes go up: a transfer, and one of half of its bytes, whose
    /// difference is without slow start and round trip.
    private static double up(Socket socket, int bytes) throws IOException {
        Peer.transfer(socket, bytes / 4, 1);
        double half = Peer.transfer(socket, bytes / 2, 1);
        double whole = Peer.transfer(socket, bytes, 1);
        return (bytes - bytes / 2) * 8e3 / (whole - half);
    }

    private static void ask(Socket socket, int bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(ByteBuffer.allocate(8).putInt(0).putInt(bytes).array());
    }

    private static void print(String what, double value, String unit, String bound) {
        System.out.printf(Locale.ROOT, "%-42s %9.3f %-3s (at most %s)%n", what, value, unit, bound);
    }

    /// The command, with a server behind it.
    private static final class Link implements AutoCloseable {

        private final Process process;
        private final InetSocketAddress address;
        private final URI control;

        Link(String profile, Peer peer) throws IOException {
            process =
                    new ProcessBuilder(
                                    Command.line(
                                            "link",
                                            profile,
                                            "--listen=127.0.0.1:0",
                                            "--control=127.0.0.1:0",
                                            "--target=127.0.0.1:" + peer.address().getPort()))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
            String line = String.valueOf(said.readLine());
            if (!line.startsWith(LISTENING)) {
                throw new IOException("the link said '" + line + "'");
            }
            int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
            address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            control = URI.create(said.readLine().replace("control on ", ""));
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
