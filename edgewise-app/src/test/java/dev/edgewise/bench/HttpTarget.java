package dev.edgewise.bench;

import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpConnection;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Status;
import dev.edgewise.measure.Target;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Sends a clip over one connection. Refusals keep the phases that the server tells.
final class HttpTarget implements Target {

    private static final int NOT_NOW = 503;

    private final HttpConnection http;
    private final String path;
    private final byte[] clip;

    private HttpTarget(String url, String path, byte[] clip, Duration timeout) {
        this.http = new HttpConnection(URI.create(url), timeout);
        this.path = path;
        this.clip = clip;
    }

    /// So many connections to a server.
    static List<Target> several(int count, String url, byte[] clip, Duration timeout) {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            targets.add(new HttpTarget(url, "/v1/recognize", clip, timeout));
        }
        return targets;
    }

    @Override
    public Outcome send(String item, Duration deadline) {
        long begin = System.nanoTime();
        try {
            HttpAnswer answer = http.post(path, "audio/wav", clip);
            long nanos = System.nanoTime() - begin;
            return new Outcome(
                    status(answer.status()),
                    nanos,
                    answer.timing().nanos(),
                    clip.length,
                    answer.length(),
                    "");
        } catch (HttpFailure e) {
            return Outcome.without(
                    e.kind() == HttpFailure.Kind.TIMEOUT ? Status.TIMED_OUT : Status.FAILED,
                    System.nanoTime() - begin,
                    String.valueOf(e.getMessage()));
        }
    }

    private static Status status(int code) {
        return switch (code) {
            case 200 -> Status.ANSWERED;
            case NOT_NOW -> Status.REFUSED;
            default -> Status.FAILED;
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
