package dev.edgewise.load;

import dev.edgewise.measure.RunContext;
import dev.edgewise.measure.load.CapacitySearch;
import dev.edgewise.measure.load.LoadResult;
import dev.edgewise.measure.load.Slice;
import dev.edgewise.measure.statistics.WarmUp;
import dev.edgewise.remote.Faults;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// What came of a load.
///
/// @param address where the requests went
/// @param model that answered, as the server tells; may be empty
/// @param inputs what was sent, in words
/// @param result of the load; where the capacity was looked for, of the best rate that held,
///     else of the last that was tried
/// @param coldMillis how long the very first request took, if it was answered; it is in no
///     other figure
/// @param warmUp what was found of the steady state before the load, in which nothing counts;
///     empty where nothing was answered
/// @param slices the load second by second
/// @param phases where the time of answers went
/// @param faults what went wrong, by kind
/// @param found the capacity, where it was looked for
/// @param cost what the generator took from its machine
/// @param partial whether it was ended early
/// @param troubles what went wrong with the measurement itself, in a line each
public record LoadReport(
        LoadSettings settings,
        String address,
        String model,
        String inputs,
        LoadResult result,
        OptionalDouble coldMillis,
        Optional<WarmUp> warmUp,
        List<Slice> slices,
        Phases phases,
        Map<String, Faults.Fault> faults,
        Optional<CapacitySearch.Found> found,
        OwnCost cost,
        boolean partial,
        List<String> troubles,
        RunContext context) {

    /// More late requests than this share are worth an explanation.
    private static final double LATE = 0.01;

    public LoadReport {
        slices = List.copyOf(slices);
        faults = Collections.unmodifiableMap(new LinkedHashMap<>(faults));
        troubles = List.copyOf(troubles);
    }

    /// Whether the generator, or the machine that it shares, may have been the bottleneck: it
    /// was late with requests that had a free connection, or requests went out late while it
    /// had too little of the machine left to tell whose doing that was.
    boolean generatorBound() {
        return result.generatorBound() || (cost.scarce() && result.late() > LATE * result.sent());
    }
}
