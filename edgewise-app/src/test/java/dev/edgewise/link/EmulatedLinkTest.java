package dev.edgewise.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The link on real sockets, held against independent measurements. The machine may be busy, which
/// only ever adds time: so the best of several tries counts, and nothing may ever be too early.
class EmulatedLinkTest {

    private static final InetSocketAddress ANY =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    /// Milliseconds that the machine may add to a transfer of several round trips.
    private static final double SLACK = 10;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable thing : open.reversed()) {
            thing.close();
        }
    }

    private interface Try {
        double run() throws IOException;
    }

    @Test
    void aByteTakesTheRoundTripAndAtMostAMillisecondMore() throws IOException {
        Peer peer = keep(Peer.forTransfers());
        Socket direct = keep(Peer.connect(peer.address()));
        Socket linked = connect(link("rtt=20ms"), peer);
        Peer.transfer(linked, 9, 1);
        double loopback = best(50, () -> Peer.transfer(direct, 9, 1));
        double time = best(50, () -> Peer.transfer(linked, 9, 1));
        assertThat(time).isBetween(20.0, 20 + loopback + 1);
    }

    @Test
    void bulkTransfersReachTheRateOfTheirDirection() throws IOException {
        Peer peer = keep(Peer.forTransfers());
        Socket socket = connect(link("rtt=10ms,down=40M,up=16M"), peer);
        Peer.transfer(socket, 200_000, 1);
        double up = best(8, () -> Peer.transfer(socket, 400_000, 1)) - 10;
        Peer.transfer(socket, 8, 400_000);
        double down = best(8, () -> Peer.transfer(socket, 8, 1_000_000)) - 10;
        assertThat(400_000 * 8 / up / 1e3).isBetween(16 * 0.95, 16 * 1.01);
        assertThat(1_000_000 * 8 / down / 1e3).isBetween(40 * 0.95, 40 * 1.01);
    }

    @Test
    void aFreshConnectionPaysHandshakeAndSlowStartAndSoDoesAnIdleOne() throws Exception {
        Peer peer = keep(Peer.forTransfers());
        InetSocketAddress port = link("rtt=40ms").carry(ANY, peer.address());
        // 32,044 bytes are 23 segments: 10 in the first round trip, 13 in the second.
        double fresh = best(8, () -> connectAndTransfer(port));
        Socket socket = keep(Peer.connect(port));
        Peer.transfer(socket, 32_044, 1);
        double warm = best(20, () -> Peer.transfer(socket, 32_044, 1));
        double idle = best(5, () -> restAndTransfer(socket));
        assertThat(fresh).isBetween(120.0, 120 + SLACK);
        assertThat(warm).isBetween(40.0, 40 + SLACK);
        assertThat(idle).isBetween(80.0, 80 + SLACK);
    }

    @Test
    void slowStartAndRateTogetherTakeTheTimeOfTheModel() throws IOException {
        Peer peer = keep(Peer.forTransfers());
        InetSocketAddress port = link("rtt=13ms,up=19M").carry(ANY, peer.address());
        double segment = 1448 * 8 / 19e3;
        double rest = (32_044 - 10 * 1448) * 8 / 19e3;
        double expected = 13 + (segment + 13 + rest + 6.5) + 6.5;
        double time = best(8, () -> connectAndTransfer(port));
        assertThat(time).isBetween(expected, expected + SLACK);
    }

    @Test
    void whatTheServerSaysFirstIsHeardAfterTwoRoundTrips() throws IOException {
        Peer peer = keep(new Peer(socket -> socket.getOutputStream().write(1)));
        InetSocketAddress port = link("rtt=20ms").carry(ANY, peer.address());
        double time =
                best(
                        8,
                        () -> {
                            long start = System.nanoTime();
                            keep(Peer.connect(port)).getInputStream().read();
                            return (System.nanoTime() - start) / 1e6;
                        });
        assertThat(time).isBetween(40.0, 40 + SLACK);
    }

    @Test
    void twoConnectionsOnTwoPortsShareTheRateFairly() throws Exception {
        Peer peer = keep(Peer.forTransfers());
        EmulatedLink link = link("rtt=2ms,down=40M");
        List<Double> times = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Socket socket = connect(link, peer);
            threads.add(
                    Peer.aside(
                            s -> times.add(Peer.transfer(s, 8, 1_000_000)),
                            socket,
                            e -> log.add(e.toString())));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(log).isEmpty();
        // Alone each would take 200 ms, together they take 400 ms, and both of them do.
        assertThat(times).hasSize(2).allSatisfy(time -> assertThat(time).isGreaterThan(330));
    }

    @Test
    void theEndOfOneDirectionLeavesTheOtherOpen() throws Exception {
        Peer peer =
                keep(
                        new Peer(
                                socket -> {
                                    byte[] all = socket.getInputStream().readAllBytes();
                                    socket.getOutputStream().write(all);
                                    socket.getOutputStream().write('!');
                                }));
        EmulatedLink link = link("rtt=4ms");
        Socket socket = connect(link, peer);
        socket.getOutputStream().write("all said".getBytes(StandardCharsets.UTF_8));
        socket.shutdownOutput();
        assertThat(socket.getInputStream().readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("all said!");
        waitFor(() -> link.statistics().open() == 0);
    }

    @Test
    void bytesComeThroughUnchangedInBothDirectionsAtOnce() throws Exception {
        Peer peer = keep(new Peer(s -> s.getInputStream().transferTo(s.getOutputStream())));
        Socket socket = connect(link("rtt=2ms,down=200M,up=200M"), peer);
        byte[] sent = new byte[2_000_003];
        new Random(7).nextBytes(sent);
        Thread writer =
                Peer.aside(
                        s -> {
                            s.getOutputStream().write(sent);
                            s.shutdownOutput();
                        },
                        socket,
                        e -> log.add(e.toString()));
        assertThat(socket.getInputStream().readAllBytes()).isEqualTo(sent);
        writer.join();
        assertThat(log).isEmpty();
    }

    @Test
    void aClientThatBreaksOffBreaksOffAtTheServer() throws Exception {
        BlockingQueue<String> end = new LinkedBlockingQueue<>();
        Peer peer =
                keep(
                        new Peer(
                                socket -> {
                                    end.add("got " + socket.getInputStream().read());
                                    end.add(endOf(socket.getInputStream()));
                                }));
        EmulatedLink link = link("rtt=4ms");
        Socket socket = connect(link, peer);
        socket.getOutputStream().write(1);
        assertThat(end.poll(20, TimeUnit.SECONDS)).isEqualTo("got 1");
        breakOff(socket);
        assertThat(end.poll(20, TimeUnit.SECONDS)).isEqualTo("Connection reset");
        waitFor(() -> link.statistics().open() == 0);
    }

    @Test
    void aServerThatBreaksOffBreaksOffAtTheClientBehindItsLastWords() throws Exception {
        Peer peer =
                keep(
                        new Peer(
                                socket -> {
                                    socket.getOutputStream().write(7);
                                    socket.getInputStream().read();
                                    breakOff(socket);
                                }));
        EmulatedLink link = link("rtt=4ms");
        Socket socket = connect(link, peer);
        assertThat(socket.getInputStream().read()).isEqualTo(7);
        socket.getOutputStream().write(1);
        assertThat(endOf(socket.getInputStream())).isEqualTo("Connection reset");
        waitFor(() -> link.statistics().open() == 0);
    }

    @Test
    void aServerThatIsDownClosesTheConnectionWithALineThatNamesIt() throws Exception {
        ServerSocket down = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        int port = down.getLocalPort();
        down.close();
        EmulatedLink link = link("rtt=4ms");
        InetSocketAddress address =
                link.carry(ANY, InetSocketAddress.createUnresolved("127.0.0.1", port));
        try (Socket socket = Peer.connect(address)) {
            assertThat(endOf(socket.getInputStream())).isEqualTo("Connection reset");
        }
        assertThat(log.poll(10, TimeUnit.SECONDS))
                .isEqualTo(
                        "cannot reach 127.0.0.1:"
                                + port
                                + ": Connection refused; connection closed");
        waitFor(() -> link.statistics().open() == 0);
    }

    @Test
    void aReceiverThatReadsNothingStopsItsSender() throws Exception {
        AtomicLong sent = new AtomicLong();
        Peer peer =
                keep(
                        new Peer(
                                socket -> {
                                    byte[] block = new byte[64 << 10];
                                    while (true) {
                                        socket.getOutputStream().write(block);
                                        sent.addAndGet(block.length);
                                    }
                                }));
        EmulatedLink link = link("rtt=2ms");
        Socket socket = connect(link, peer);
        waitFor(() -> link.statistics().down().waitingBytes() > 0);
        Thread.sleep(300);
        assertThat(sent).hasValueLessThan(32 << 20);
        socket.getInputStream().skipNBytes(64 << 20);
        breakOff(socket);
        waitFor(() -> link.statistics().open() == 0);
    }

    @Test
    void whatWaitsForAConnectionThatBreaksOffIsDropped() throws Exception {
        ServerSocket down = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        InetSocketAddress nobody = (InetSocketAddress) down.getLocalSocketAddress();
        down.close();
        EmulatedLink link = link("rtt=1s,up=10k");
        Socket socket = keep(Peer.connect(link.carry(ANY, nobody)));
        Peer.aside(s -> s.getOutputStream().write(new byte[2 << 20]), socket, e -> {});
        waitFor(() -> link.statistics().up().waitingBytes() >= 256 << 10);
        waitFor(() -> link.statistics().open() == 0);
        assertThat(link.statistics().up().waitingBytes()).isZero();
    }

    @Test
    void manyConnectionsAreCarriedAndLeaveNothingBehind() throws Exception {
        Peer peer = keep(Peer.forTransfers());
        EmulatedLink link = link("rtt=10ms,down=100M,up=100M");
        InetSocketAddress port = link.carry(ANY, peer.address());
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            sockets.add(keep(Peer.connect(port)));
        }
        List<Thread> threads = new ArrayList<>();
        for (Socket socket : sockets) {
            threads.add(
                    Peer.aside(
                            s -> Peer.transfer(s, 1000, 1000), socket, e -> log.add(e.toString())));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(log).isEmpty();
        assertThat(link.statistics().open()).isEqualTo(200);
        for (Socket socket : sockets) {
            socket.close();
        }
        waitFor(() -> link.statistics().open() == 0);
        waitFor(() -> linkThreads() == 0);
    }

    @Test
    void closingTheLinkBreaksEverythingOff() throws Exception {
        Peer peer = keep(Peer.forTransfers());
        EmulatedLink link = link("rtt=60s");
        InetSocketAddress port = link.carry(ANY, peer.address());
        Socket socket = keep(Peer.connect(port));
        socket.getOutputStream().write(1);
        waitFor(() -> link.statistics().open() == 1);
        link.close();
        assertThat(endOf(socket.getInputStream())).isEqualTo("Connection reset");
        waitFor(() -> link.statistics().open() == 0);
        assertThatThrownBy(() -> Peer.connect(port)).isInstanceOf(IOException.class);
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        Peer peer = keep(Peer.forTransfers());
        EmulatedLink link = link("loopback");
        assertThatThrownBy(() -> link.carry(peer.address(), peer.address()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot listen on ")
                .hasMessageContaining(":" + peer.address().getPort() + ": Address already in use");
    }

    @Test
    void anUnknownHostIsNamed() {
        EmulatedLink link = link("loopback");
        assertThatThrownBy(
                        () ->
                                link.carry(
                                        ANY,
                                        InetSocketAddress.createUnresolved("nowhere.invalid", 80)))
                .isInstanceOf(IOException.class)
                .hasMessage("no host is known as 'nowhere.invalid'");
    }

    private EmulatedLink link(String profile) {
        return keep(new EmulatedLink(LinkProfile.parse(profile), log::add));
    }

    private Socket connect(EmulatedLink link, Peer peer) throws IOException {
        return keep(Peer.connect(link.carry(ANY, peer.address())));
    }

    private double connectAndTransfer(InetSocketAddress port) throws IOException {
        long start = System.nanoTime();
        Peer.transfer(keep(Peer.connect(port)), 32_044, 1);
        return (System.nanoTime() - start) / 1e6;
    }

    private static double restAndTransfer(Socket socket) throws IOException {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
        return Peer.transfer(socket, 32_044, 1);
    }

    private <T extends AutoCloseable> T keep(T thing) {
        open.add(thing);
        return thing;
    }

    private static double best(int tries, Try measurement) throws IOException {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < tries; i++) {
            best = Math.min(best, measurement.run());
        }
        return best;
    }

    private static String endOf(InputStream in) {
        try {
            while (in.read() >= 0) {
                // what is said does not matter
            }
            return "end";
        } catch (SocketException e) {
            return String.valueOf(e.getMessage());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void breakOff(Socket socket) throws IOException {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        socket.close();
    }

    private static long linkThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("link connection"))
                .count();
    }

    private static void waitFor(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for 20 s").isLessThan(end);
            Thread.sleep(5);
        }
    }
}
