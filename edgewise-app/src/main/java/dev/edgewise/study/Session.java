package dev.edgewise.study;

import dev.edgewise.measure.RunContext;
import dev.edgewise.measure.WarmUp;
import dev.edgewise.remote.MeasuredLink;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A process that measured for a run: one, unless the run broke off and was gone on with.
///
/// @param context what it was made under
/// @param links as measured when it began, by their names
/// @param warmUp what was found at each arm before measuring, by its name
record Session(RunContext context, Map<String, MeasuredLink> links, Map<String, WarmUp> warmUp) {

    Session {
        links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
        warmUp = Collections.unmodifiableMap(new LinkedHashMap<>(warmUp));
    }

    /// The same, once the arms were warmed up.
    Session warmed(Map<String, WarmUp> found) {
        return new Session(context, links, found);
    }
}
