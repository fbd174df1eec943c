package dev.edgewise.study;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// How a study ended.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "how")
public sealed interface Ending {

    /// All that was planned was measured.
    record Complete() implements Ending {}

    /// Somebody stopped it.
    record Interrupted() implements Ending {}

    /// It could not go on.
    ///
    /// @param why in one line
    record Failed(String why) implements Ending {}

    /// Nobody was left to say: it is under way, or its process was killed.
    record Unknown() implements Ending {}
}
