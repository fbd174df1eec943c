package dev.edgewise.study;

import java.util.List;

/// What is known of a study's clips once they are gone.
///
/// @param source where they come from, in words
/// @param synthetic whether no human spoke them
record ClipFacts(String source, boolean synthetic, List<ClipFile> files) {

    ClipFacts {
        files = List.copyOf(files);
    }

    /// The size of a clip.
    long bytes(String name) {
        return files.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow().bytes();
    }
}
