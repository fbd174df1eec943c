package dev.edgewise.study;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where a clip is recognised, and how it gets there.
public enum Place {
    /// In the edge's own process.
    EDGE("edge", "in the edge's own process"),
    /// By a server on the edge, over loopback, by the path of a file that it has.
    EDGE_HTTP("edge-http", "a server on the edge, by path"),
    /// By the remote server, by the path of a file that was uploaded to it before.
    REMOTE_PATH("remote-path", "the remote server, by path after an upload"),
    /// By the remote server, with the audio in the request.
    REMOTE_BODY("remote-body", "the remote server, with the audio in the request");

    private static final Map<String, Place> BY_ID =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Place::id, p -> p));

    private final String id;
    private final String description;

    Place(String id, String description) {
        this.id = id;
        this.description = description;
    }

    /// Its name in samples, tables and JSON.
    public String id() {
        return id;
    }

    /// What it is, in a few words.
    public String description() {
        return description;
    }

    /// Whether the link lies between.
    public boolean remote() {
        return this == REMOTE_PATH || this == REMOTE_BODY;
    }

    /// Whether requests carry a file's path, so that the server reads the file.
    boolean byPath() {
        return this == EDGE_HTTP || this == REMOTE_PATH;
    }

    static List<String> ids() {
        return List.of(values()).stream().map(Place::id).toList();
    }

    static Optional<Place> of(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }
}
