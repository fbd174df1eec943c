package dev.edgewise.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;

/// One connection on which requests go out before the answers to earlier ones have come (RFC 9112,
/// section 9.3.2), so that a link never waits for an exchange to end. One thread sends, another
/// receives.
///
/// It ends after its lifetime, whatever happens then: that bounds all that it can wait for.
public final class HttpPipeline implements AutoCloseable {

    private final ServerAddress server;
    private final Duration lifetime;
    private final Duplex duplex;
    private final AnswerReader reader;
    private final Thread guard;
    private volatile boolean over;
    private long read;

    private HttpPipeline(ServerAddress server, Duration lifetime, Duplex duplex) {
        this.server = server;
        this.lifetime = lifetime;
        this.duplex = duplex;
        this.reader = new AnswerReader(this::read, true);
        this.guard = Thread.ofVirtual().name("pipeline's end").start(this::endInTime);
    }

    /// Connects to the server at `base`.
    ///
    /// @param access how to get in; the requests carry its headers themselves
    /// @param lifetime from now on
    /// @throws HttpFailure if nobody answers there in time
    /// @throws IllegalArgumentException if `base` is no address of a server
    public static HttpPipeline open(URI base, Access access, Duration lifetime) throws HttpFailure {
        ServerAddress server = ServerAddress.parse(base.toString());
        try {
            InetAddress host = InetAddress.getByName(server.host());
            HttpPipeline pipeline = new HttpPipeline(server, lifetime, Duplex.unconnected());
            pipeline.connect(access, new InetSocketAddress(host, server.port()));
            return pipeline;
        } catch (UnknownHostException e) {
            throw unreachable(server, "no host is called " + server.host(), e);
        } catch (IOException e) {
            throw e instanceof HttpFailure failure
                    ? failure
                    : unreachable(server, "can't be connected to (" + e.getMessage() + ")", e);
        }
    }

    private void connect(Access access, InetSocketAddress address) throws HttpFailure {
        try {
            duplex.connect(server, access, address);
        } catch (IOException e) {
            boolean late = over;
            close();
            throw unreachable(
                    server,
                    late
                            ? "nobody answers there within " + seconds()
                            : server.secure()
                                    ? "can't be connected to (" + e.getMessage() + ")"
                                    : "nobody answers there; is the server running?",
                    e);
        }
    }

    /// Sends a request, and waits for no answer.
    ///
    /// @throws HttpFailure if the connection has ended
    public void send(PreparedRequest request) throws HttpFailure {
        try {
            duplex.write(request.bytes(0));
        } catch (IOException e) {
            throw failure(request.address(), e);
        }
    }

    /// Waits for the answer to the earliest request that has none yet.
    ///
    /// @throws HttpFailure if no whole one comes
    public HttpAnswer receive(PreparedRequest request) throws HttpFailure {
        reader.begin();
        try {
            return reader.next(request.address(), false, HttpConnection.LARGEST_ANSWER);
        } catch (IOException e) {
            throw failure(request.address(), e);
        }
    }

    /// Bytes of the answers that were received, with their heads. For the thread that receives.
    public long received() {
        return read - reader.ahead();
    }

    private int read(byte[] into, int offset, int length) throws IOException {
        int n = duplex.read(into, offset, length);
        read += Math.max(n, 0);
        return n;
    }

    private HttpFailure failure(String address, IOException e) {
        if (over) {
            return new HttpFailure(
                    HttpFailure.Kind.TIMEOUT, address + ": no whole answer in " + seconds(), e);
        }
        return switch (e) {
            case AnswerReader.Malformed wrong ->
                    new HttpFailure(
                            HttpFailure.Kind.MALFORMED,
                            address + ": the answer isn't HTTP: " + wrong.getMessage(),
                            e);
            case AnswerReader.Half half ->
                    new HttpFailure(
                            HttpFailure.Kind.HALF,
                            address + ": the connection ended in the answer: " + half.getMessage(),
                            e);
            default ->
                    new HttpFailure(
                            HttpFailure.Kind.BROKEN,
                            address + ": the connection ended before the answer did",
                            e);
        };
    }

    private static HttpFailure unreachable(ServerAddress server, String why, IOException e) {
        return new HttpFailure(HttpFailure.Kind.UNREACHABLE, server + ": " + why, e);
    }

    private String seconds() {
        return lifetime.toMillis() / 1000.0 + " s";
    }

    private void endInTime() {
        try {
            Thread.sleep(lifetime);
            over = true;
            duplex.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        guard.interrupt();
        duplex.close();
    }
}
