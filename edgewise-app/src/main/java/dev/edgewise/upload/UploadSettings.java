package dev.edgewise.upload;

import java.nio.file.Path;

/// What is uploaded, and how.
///
/// @param folder whose files are uploaded, those in its folders, too
/// @param archive whether many files travel in one stream
/// @param readBack whether files are read back for their hashes where nobody there tells them
/// @param seed of the interval's draws
public record UploadSettings(
        Path folder, Destination to, boolean archive, boolean readBack, long seed) {}
