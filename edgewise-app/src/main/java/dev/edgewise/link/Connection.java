package dev.edgewise.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// One connection over the link: a socket at each end, and a [Flow] in each direction.
///
///     client -> near -> read -> up   -> write -> far  -> server
///     client <- near <- write <- down <- read <- far  <- server
///
/// Its four threads end when both directions have, or when either end breaks off.
final class Connection implements AutoCloseable {

    /// Keeps a sender from running far ahead of the link, and is enough for a loopback's segments.
    static final int RECEIVE_BUFFER = 256 << 10;

    private static final int BUFFER = 64 << 10;

    /// What arrives together with a reset is read before the reset takes it away.
    private static final long GRACE = 1_000_000;

    private final Socket near;
    private final Socket far = new Socket();
    private final InetSocketAddress target;
    private final LongSupplier clock;
    private final Lane upLane;
    private final long accepted;
    private final Flow up;
    private final Flow down;
    private final Consumer<String> log;
    private final Consumer<Connection> ended;
    private final List<Thread> threads;
    private final AtomicInteger running;

    /// @param near the accepted socket
    /// @param ended is told once, when all sockets are closed and all threads are done
    Connection(
            Socket near,
            InetSocketAddress target,
            Lane upLane,
            Lane downLane,
            LongSupplier clock,
            Consumer<String> log,
            Consumer<Connection> ended) {
        this.near = near;
        this.target = target;
        this.clock = clock;
        this.upLane = upLane;
        this.accepted = clock.getAsLong();
        long oneWay = upLane.oneWay();
        this.up = new Flow(upLane, accepted + 2 * oneWay);
        this.down = new Flow(downLane, accepted + 3 * oneWay);
        this.log = log;
        this.ended = ended;
        Thread.Builder builder = Thread.ofPlatform().daemon().name("link connection");
        this.threads =
                List.of(
                        builder.unstarted(() -> run(() -> read(near, up))),
                        builder.unstarted(() -> run(() -> write(down, near))),
                        builder.unstarted(() -> run(() -> read(far, down))),
                        builder.unstarted(() -> run(this::connectAndWrite)));
        this.running = new AtomicInteger(threads.size());
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    /// Begins to carry; the server's end opens when the last packet of the handshake would be
    /// there.
    void start() {
        threads.get(0).start();
        threads.get(1).start();
        threads.get(3).start();
    }

    /// Breaks the connection off at both ends; what waits for the link is dropped.
    @Override
    public void close() {
        up.cutOff();
        down.cutOff();
        for (Socket socket : List.of(near, far)) {
            try {
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                // closed already
            }
            closeQuietly(socket);
        }
        threads.forEach(Thread::interrupt);
    }

    private void run(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (running.decrementAndGet() == 0) {
                closeQuietly(near);
                closeQuietly(far);
                ended.accept(this);
            }
        }
    }

    private void connectAndWrite() throws InterruptedException {
        boolean connected = false;
        try {
            new Alarm(clock).sleepUntil(accepted + 3 * upLane.oneWay());
            far.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            far.connect(target);
            connected = true;
        } catch (IOException e) {
            if (!near.isClosed()) {
                log.accept(
                        "cannot reach %s:%d: %s; connection closed"
                                .formatted(
                                        target.getHostString(), target.getPort(), e.getMessage()));
            }
            close();
        } finally {
            if (connected) {
                threads.get(2).start();
            } else {
                running.decrementAndGet();
            }
        }
        if (connected) {
            write(up, far);
        }
    }

    private void read(Socket from, Flow into) throws InterruptedException {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (!into.offer(buffer, count)) {
                    return;
                }
            }
            into.end();
        } catch (IOException e) {
            // A reset travels behind what is under way, and takes both directions with it.
            long now = clock.getAsLong();
            new Alarm(clock).sleepUntil(Math.max(into.cutOff() + GRACE, now + upLane.oneWay()));
            close();
        }
    }

    private void write(Flow from, Socket to) throws InterruptedException {
        Alarm alarm = new Alarm(clock);
        try {
            OutputStream out = to.getOutputStream();
            to.setOption(StandardSocketOptions.TCP_NODELAY, true);
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            for (Parcel next = from.take(); !next.isEnd(); next = from.take()) {
                alarm.sleepUntil(next.due());
                long now = clock.getAsLong();
                batch.writeBytes(next.bytes());
                while (batch.size() < BUFFER && from.more(now)) {
                    batch.writeBytes(from.take().bytes());
                }
                batch.writeTo(out);
                from.read(batch.size());
                batch.reset();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            from.cutOff();
            alarm.sleepUntil(clock.getAsLong() + upLane.oneWay());
            close();
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing is left to lose
        }
    }
}
