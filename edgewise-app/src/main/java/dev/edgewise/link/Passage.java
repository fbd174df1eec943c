package dev.edgewise.link;

/// What becomes of a segment.
///
/// @param departure when its last bit leaves; when it was refused if it was
/// @param due when it arrives, if it does
record Passage(long departure, Fate fate, long due) {

    enum Fate {
        ARRIVES,
        /// On its way.
        LOST,
        /// The queue was full.
        DROPPED
    }
}
