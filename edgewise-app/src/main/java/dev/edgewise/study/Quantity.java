package dev.edgewise.study;

/// What is timed.
enum Quantity {
    /// One file's share of an upload session.
    UPLOAD("upload"),
    /// Reading the file (where a request carries its path), decoding and predicting.
    PREDICTION("prediction"),
    /// From the request to the answer, at the client.
    REQUEST("request"),
    /// The request, and the upload where there was one.
    TOTAL("total"),
    /// What the request takes beyond the prediction.
    OVERHEAD("overhead");

    private final String id;

    Quantity(String id) {
        this.id = id;
    }

    /// Whether requests that failed are in it, each as long as its timeout: they are in what a user
    /// waits for. A part of a request that wasn't answered has no time.
    boolean ranksFailures() {
        return this == REQUEST || this == TOTAL;
    }

    /// Its name in tables and JSON.
    String id() {
        return id;
    }
}
