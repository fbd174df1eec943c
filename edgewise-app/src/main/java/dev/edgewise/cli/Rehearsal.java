package dev.edgewise.cli;

import dev.edgewise.audio.DemoClips;
import dev.edgewise.http.HttpConnection;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// Asks a server that has just started what its clients will. The launcher has it do so once a
/// build, and keeps which classes that took, so that no real client waits for them.
final class Rehearsal {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final List<String> PAGES =
            List.of("/v2/health/live", "/v2/health/ready", "/v2", "/v1/models", "/", "/metrics");

    private Rehearsal() {}

    /// Asks the server at `url` for some of its pages, and for the word of a demo clip.
    static void of(String url) throws IOException {
        byte[] clip = DemoClips.bytes(DemoClips.paths().getFirst());
        try (HttpConnection connection = new HttpConnection(URI.create(url), TIMEOUT)) {
            for (String page : PAGES) {
                connection.get(page);
            }
            connection.post("/v1/recognize", "audio/wav", clip);
        }
    }
}
