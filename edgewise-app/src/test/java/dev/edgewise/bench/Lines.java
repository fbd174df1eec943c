package dev.edgewise.bench;

import dev.edgewise.http.Deadlines;
import dev.edgewise.measure.Target;
import dev.edgewise.remote.Faults;
import dev.edgewise.remote.RecognizeEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Connections to a server that recognises, for a clip that is called [#CLIP].
final class Lines implements AutoCloseable {

    static final String CLIP = "clip";

    private final Deadlines deadlines = new Deadlines();
    private final List<Target> targets = new ArrayList<>();

    /// So many of them, none opened yet.
    Lines(int count, String url, byte[] clip, Duration timeout) {
        RecognizeEndpoint endpoint =
                RecognizeEndpoint.at(URI.create(url), timeout, Map.of(CLIP, clip));
        for (int i = 0; i < count; i++) {
            targets.add(endpoint.connect(deadlines, new Faults()));
        }
    }

    List<Target> targets() {
        return targets;
    }

    @Override
    public void close() {
        targets.forEach(Target::close);
        deadlines.close();
    }
}
