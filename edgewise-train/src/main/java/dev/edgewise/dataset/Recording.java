package dev.edgewise.dataset;

import dev.edgewise.recognize.Split;
import java.nio.file.Path;

/// A clip on disk and what it is for.
///
/// @param word the number of its word
public record Recording(Path file, int word, Split split) {}
