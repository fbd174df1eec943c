package dev.edgewise.upload;

import java.nio.file.Path;

/// What is uploaded, and how.
///
/// @param folder whose files are uploaded, those in its folders, too
/// @param archive whether many files travel in one stream
/// @param seed of the interval's draws
public record UploadSettings(Path folder, Destination to, boolean archive, long seed) {}
