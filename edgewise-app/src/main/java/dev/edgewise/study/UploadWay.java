package dev.edgewise.study;

/// How clips reach a remote server, before they are asked for by path.
public enum UploadWay {
    /// In an SSH session for each block, a file after the other.
    SCP("SCP"),
    /// A `PUT` for each file, over a connection that is kept.
    HTTP("HTTP PUT"),
    /// A block's files in one request, over a connection that is kept.
    ARCHIVE("an archive over HTTP");

    private final String label;

    UploadWay(String label) {
        this.label = label;
    }

    /// What tables and pages call it.
    String label() {
        return label;
    }
}
