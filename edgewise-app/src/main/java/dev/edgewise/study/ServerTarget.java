package dev.edgewise.study;

import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Status;
import dev.edgewise.measure.Target;
import dev.edgewise.remote.RecognitionClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Recognition by a server. The clock runs at the client, from the request to the whole answer;
/// what the request carries is in memory before. The phases are the server's own.
abstract class ServerTarget implements Target {

    private final RecognitionClient client;

    private ServerTarget(RecognitionClient client) {
        this.client = client;
    }

    /// Requests that carry the path of a file in the server's folder.
    ///
    /// @param client is closed with the target; its timeout is what ends a request
    /// @param prefix in front of each item's path
    static ServerTarget byPath(RecognitionClient client, String prefix) {
        return new ServerTarget(client) {
            @Override
            byte[] load(String item) {
                return RecognitionClient.pathRequest(prefix + item);
            }

            @Override
            HttpAnswer ask(byte[] request) throws HttpFailure {
                return client.recognizeUploaded(request);
            }
        };
    }

    /// Requests that carry the audio.
    ///
    /// @param folder that items are paths in
    static ServerTarget withBody(RecognitionClient client, Path folder) {
        return new ServerTarget(client) {
            @Override
            byte[] load(String item) throws IOException {
                return Files.readAllBytes(folder.resolve(item));
            }

            @Override
            HttpAnswer ask(byte[] request) throws HttpFailure {
                return client.recognize(request);
            }
        };
    }

    abstract byte[] load(String item) throws IOException;

    abstract HttpAnswer ask(byte[] request) throws HttpFailure;

    @Override
    public Outcome send(String item, Duration deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long start = System.nanoTime();
        try {
            byte[] request = load(item);
            start = System.nanoTime();
            HttpAnswer answer = ask(request);
            long nanos = System.nanoTime() - start;
            String word = client.prediction(answer).word();
            return new Outcome(
                    Status.ANSWERED,
                    nanos,
                    answer.timing().nanos(),
                    request.length,
                    answer.length(),
                    word);
        } catch (HttpFailure e) {
            return Outcome.without(
                    status(e), System.nanoTime() - start, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Outcome.without(
                    Status.FAILED, System.nanoTime() - start, String.valueOf(e.getMessage()));
        }
    }

    private static Status status(HttpFailure e) {
        return switch (e.kind()) {
            case TIMEOUT -> Status.TIMED_OUT;
            case REFUSED -> e.status() == 503 || e.status() == 429 ? Status.REFUSED : Status.FAILED;
            case UNREACHABLE, BROKEN, HALF, MALFORMED -> Status.FAILED;
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
