package dev.edgewise.upload;

/// How an upload ended.
public sealed interface UploadEnding {

    /// Every file was tried.
    record Complete() implements UploadEnding {}

    /// It was told to stop.
    record Interrupted() implements UploadEnding {}

    /// There was no going on.
    ///
    /// @param why in one line
    record Failed(String why) implements UploadEnding {}
}
