package dev.edgewise.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/// One connection on which requests go out before the answers to earlier ones have come (RFC 9112,
/// section 9.3.2), so that a link never waits for an exchange to end. One thread sends, another
/// receives.
///
/// It ends after its lifetime, whatever happens then: that bounds all that it can wait for.
public final class HttpPipeline implements AutoCloseable {

    private final Duration lifetime;
    private final Duplex duplex;
    private final AnswerReader reader;
    private final Thread guard;
    private volatile boolean over;
    private long read;

    private HttpPipeline(Duration lifetime, Duplex duplex) {
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
        Duplex duplex;
        try {
            duplex = Duplex.unconnected();
        } catch (IOException e) {
            throw HttpFailure.unreachable(server, e, false, lifetime);
        }
        HttpPipeline pipeline = new HttpPipeline(lifetime, duplex);
        try {
            duplex.connect(server, access);
            return pipeline;
        } catch (IOException e) {
            boolean late = pipeline.over;
            pipeline.close();
            throw HttpFailure.unreachable(server, e, late, lifetime);
        }
    }

    /// Sends a request, and waits for no answer.
    ///
    /// @throws HttpFailure if the connection has ended
    public void send(PreparedRequest request) throws HttpFailure {
        try {
            duplex.write(request.bytes(0));
        } catch (IOException e) {
            throw HttpFailure.lost(request.address(), e, "", over, lifetime);
        }
    }

    /// Waits for the answer to the earliest request that has none yet.
    ///
    /// @throws HttpFailure if no whole one comes
    public HttpAnswer receive(PreparedRequest request) throws HttpFailure {
        reader.begin();
        try {
            return reader.next(request.address(), HttpConnection.LARGEST_ANSWER);
        } catch (IOException e) {
            throw HttpFailure.lost(request.address(), e, reader.progress(), over, lifetime);
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
