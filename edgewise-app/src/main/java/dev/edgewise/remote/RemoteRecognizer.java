package dev.edgewise.remote;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.http.HttpConnection;
import dev.edgewise.recognize.Prediction;
import dev.edgewise.recognize.Recognizer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/// Recognises on a server: the clip travels with the request, as 16-bit WAV. One thread at a time.
public final class RemoteRecognizer implements Recognizer {

    private final RecognitionClient client;

    /// A recognizer on the server at `server`, which isn't asked anything yet.
    ///
    /// @param timeout how long a clip may take
    public RemoteRecognizer(URI server, Duration timeout) {
        this.client = new RecognitionClient(new HttpConnection(server, timeout));
    }

    @Override
    public Prediction recognize(Clip clip) throws IOException {
        return client.prediction(client.recognize(WavFile.encode(clip)));
    }

    @Override
    public void close() {
        client.close();
    }
}
