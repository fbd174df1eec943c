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
/// @param warmUp what was found at each place before measuring
record Session(RunContext context, Map<String, MeasuredLink> links, Map<String, WarmUp> warmUp) {

    Session {
        links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
        warmUp = Collections.unmodifiableMap(new LinkedHashMap<>(warmUp));
    }

    /// The same, once the places were warmed up.
    Session warmed(Map<Place, WarmUp> found) {
        Map<String, WarmUp> named = new LinkedHashMap<>();
        found.forEach((place, warmUp) -> named.put(place.id(), warmUp));
        return new Session(context, links, named);
    }
}
