package dev.edgewise.load;

import dev.edgewise.measure.RunContext;
import dev.edgewise.measure.load.CapacitySearch;
import dev.edgewise.measure.load.LoadResult;
import dev.edgewise.measure.load.Slice;
import dev.edgewise.measure.statistics.Percentile;
import dev.edgewise.measure.statistics.WarmUp;
import dev.edgewise.remote.Faults;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

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

    private static final List<Percentile> LISTED =
            List.of(Percentile.P50, Percentile.P90, Percentile.P99, Percentile.P999);
    private static final List<Percentile> TOLD = List.of(Percentile.P50, Percentile.P99);

    /// More late requests than this share are worth an explanation.
    private static final double LATE = 0.01;

    public LoadReport {
        slices = List.copyOf(slices);
        faults = Collections.unmodifiableMap(new LinkedHashMap<>(faults));
        troubles = List.copyOf(troubles);
    }

    /// The percentiles of tables and JSON, the objective's among them, from the lowest on.
    List<Percentile> listed() {
        return withTheObjectives(LISTED);
    }

    /// The same where there is room for a few.
    List<Percentile> told() {
        return withTheObjectives(TOLD);
    }

    private List<Percentile> withTheObjectives(List<Percentile> percentiles) {
        return settings.plan() instanceof Plan.Capacity(var objective, _)
                ? Stream.concat(percentiles.stream(), Stream.of(objective.percentile()))
                        .distinct()
                        .sorted()
                        .toList()
                : percentiles;
    }

    /// Whether the generator, or the machine that it shares, may have been the bottleneck: it
    /// was late with requests that had a free connection, or requests went out late while it
    /// had too little of the machine left to tell whose doing that was.
    boolean generatorBound() {
        return result.generatorBound() || (cost.scarce() && result.late() > LATE * result.sent());
    }
}
