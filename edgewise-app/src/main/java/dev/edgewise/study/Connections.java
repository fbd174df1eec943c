package dev.edgewise.study;

import dev.edgewise.http.Access;
import dev.edgewise.http.HttpConnection;
import dev.edgewise.remote.RecognitionClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The connections of a study, so that all can be ended at once.
final class Connections implements AutoCloseable {

    private final Duration deadline;
    private final List<HttpConnection> all = new CopyOnWriteArrayList<>();

    /// @param deadline of a request
    Connections(Duration deadline) {
        this.deadline = deadline;
    }

    HttpConnection to(URI server, Access access, Duration timeout) {
        HttpConnection connection = new HttpConnection(server, access, timeout);
        all.add(connection);
        return connection;
    }

    /// A client of a server of the study's own.
    RecognitionClient client(URI server, String model) {
        return client(server, Access.OPEN, model);
    }

    /// A client that asks for `model`, the server's first one if empty.
    RecognitionClient client(URI server, Access access, String model) {
        return new RecognitionClient(to(server, access, deadline), model);
    }

    /// Requests that are under way fail.
    @Override
    public void close() {
        all.forEach(HttpConnection::close);
    }
}
