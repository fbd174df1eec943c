package dev.edgewise.study;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/// How a study ended.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "how")
public sealed interface Ending {

    /// All that was planned was measured.
    record Complete() implements Ending {}

    /// The difference that the verdict is about became known as well as was asked for, in every
    /// cell.
    ///
    /// @param blocks it took
    record Narrow(int blocks, Duration after) implements Ending {}

    /// The time that was given for that was over first.
    ///
    /// @param blocks there had been
    record TimeUp(int blocks, Duration after) implements Ending {}

    /// Somebody stopped it.
    record Interrupted() implements Ending {}

    /// It could not go on.
    ///
    /// @param why in one line
    record Failed(String why) implements Ending {}

    /// Nobody was left to say: it is under way, or its process was killed.
    record Unknown() implements Ending {}

    /// Whether all was measured that was to be.
    default boolean complete() {
        return switch (this) {
            case Complete _, Narrow _, TimeUp _ -> true;
            case Interrupted _, Failed _, Unknown _ -> false;
        };
    }
}
