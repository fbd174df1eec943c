package dev.edgewise.remote;

import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Status;
import dev.edgewise.measure.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Recognition by a server of ours, of clips that are files. The clock runs at the client, from
/// the request to the whole answer; what the request carries is in memory before. The phases
/// are the server's own. An answer is checked: one that can't be right is
/// [Status#WRONG].
public abstract class RecognizeTarget implements Target {

    private static final int OK = 200;

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
            return outcome(answer, nanos, request.length);
        } catch (IOException e) {
            return HttpOutcome.failed(e, System.nanoTime() - start);
        }
    }

    private static Outcome outcome(HttpAnswer answer, long nanos, int sent) {
        if (answer.status() != OK) {
            return HttpOutcome.of(
                    HttpOutcome.status(answer.status()), answer, nanos, sent, answer.refusal());
        }
        try {
            String word = RecognitionAnswer.prediction(answer).word();
            return HttpOutcome.answered(answer, nanos, sent, word);
        } catch (WrongAnswer e) {
            String why = String.valueOf(e.getMessage());
            return HttpOutcome.of(Status.WRONG, answer, nanos, sent, why);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
