package dev.edgewise.study;

/// How a study ended.
public sealed interface Ending {

    /// All that was planned was measured.
    record Complete() implements Ending {}

    /// Somebody stopped it.
    record Interrupted() implements Ending {}

    /// It could not go on.
    ///
    /// @param why in one line
    record Failed(String why) implements Ending {}
}
