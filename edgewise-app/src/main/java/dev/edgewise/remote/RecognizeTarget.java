package dev.edgewise.remote;

import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Recognition by a server of ours, of clips that are files. The clock runs at the client, from
/// the request to the whole answer; what the request carries is in memory before. The phases
/// are the server's own.
public abstract class RecognizeTarget implements Target {

    private final RecognitionClient client;

    private RecognizeTarget(RecognitionClient client) {
        this.client = client;
    }

    /// Requests that carry the path of a file in the server's folder.
    ///
    /// @param client is closed with the target; its timeout is what ends a request
    /// @param prefix in front of each item's path
    public static RecognizeTarget byPath(RecognitionClient client, String prefix) {
        return new RecognizeTarget(client) {
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
    public static RecognizeTarget withBody(RecognitionClient client, Path folder) {
        return new RecognizeTarget(client) {
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
            return HttpOutcome.answered(answer, nanos, request.length, word);
        } catch (IOException e) {
            return HttpOutcome.failed(e, System.nanoTime() - start);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
