package dev.edgewise.telemetry;

/// Metrics as text. Not a record: those hold no arrays.
public final class Exposition {

    private final String contentType;
    private final byte[] text;

    Exposition(String contentType, byte[] text) {
        this.contentType = contentType;
        this.text = text;
    }

    public String contentType() {
        return contentType;
    }

    /// The text in UTF-8, which the caller may keep.
    public byte[] text() {
        return text;
    }
}
