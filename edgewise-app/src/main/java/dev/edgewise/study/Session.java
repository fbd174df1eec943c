package dev.edgewise.study;

import dev.edgewise.measure.RunContext;
import dev.edgewise.measure.statistics.WarmUp;
import dev.edgewise.remote.MeasuredLink;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A process that measured for a run: one, unless the run broke off and was gone on with.
///
/// @param firstBlock where it began
/// @param thrownAway samples of a block that the session before it left unfinished
/// @param context what it was made under
/// @param links as measured when it began, by their names
/// @param whyNoEnergy why energy wasn't measured, or not always; empty if it was
/// @param warmUp what was found at each arm before measuring, by its name
record Session(
        int firstBlock,
        int thrownAway,
        RunContext context,
        Map<String, MeasuredLink> links,
        String whyNoEnergy,
        Map<String, WarmUp> warmUp) {

    Session {
        links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
        warmUp = Collections.unmodifiableMap(new LinkedHashMap<>(warmUp));
    }

    /// One of which nothing but its circumstances are known.
    static Session of(RunContext context) {
        return new Session(0, 0, context, Map.of(), "", Map.of());
    }

    /// The same, with what was found since it began.
    Session with(Map<String, WarmUp> warmUp, String whyNoEnergy) {
        return new Session(firstBlock, thrownAway, context, links, whyNoEnergy, warmUp);
    }
}
