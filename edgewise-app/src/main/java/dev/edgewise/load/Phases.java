package dev.edgewise.load;

import dev.edgewise.measure.Status;
import dev.edgewise.measure.load.Distribution;
import dev.edgewise.measure.load.LoadResult;
import dev.edgewise.oip.ModelStatistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the time of the answered requests went: in the server by what it tells, phase by
/// phase, and beyond it by what is left of the service time.
///
/// @param source who tells: [#TIMING], [#STATISTICS], or nothing
/// @param named the server's phases, in its order, without its total
/// @param outside mean of what the client waited beyond the server's time: link, HTTP and
///     client; NaN where the server doesn't tell
/// @param unaccounted mean of the server's time that no phase explains
/// @param excess mean of what the server claims beyond the service time, in which it can't have
///     been; 0 where it claims no more than that
public record Phases(
        String source, List<Named> named, double outside, double unaccounted, double excess) {

    static final String TIMING = "Server-Timing";
    static final String STATISTICS = "the server's statistics";

    /// Nothing is told, or there was nothing to tell of.
    private static final Phases NONE = new Phases("", List.of(), Double.NaN, Double.NaN, 0);

    private static final String TOTAL = "total";

    /// Receiving the body, which overlaps the link.
    private static final String READ = "read";

    private static final List<String> STEPS =
            List.of("queue", "compute_input", "compute_infer", "compute_output");

    /// A phase.
    ///
    /// @param distribution where each answer told
    public record Named(String name, double meanMillis, Optional<Distribution> distribution) {

        /// Whether it overlaps the link.
        boolean overlaps() {
            return name.equals(READ);
        }
    }

    public Phases {
        named = List.copyOf(named);
    }

    static Phases of(
            LoadResult result, Optional<ModelStatistics> before, Optional<ModelStatistics> after) {
        Map<String, Distribution> told = result.phases().getOrDefault(Status.ANSWERED, Map.of());
        double service = result.service().meanMillis();
        if (Double.isNaN(service)) {
            return NONE;
        }
        if (!told.isEmpty()) {
            return told(told, service);
        }
        if (before.isPresent() && after.isPresent()) {
            return counted(before.get(), after.get(), service);
        }
        return NONE;
    }

    private static Phases told(Map<String, Distribution> told, double service) {
        List<Named> named = new ArrayList<>();
        double sum = 0;
        double read = 0;
        double total = Double.NaN;
        for (Map.Entry<String, Distribution> phase : new LinkedHashMap<>(told).entrySet()) {
            double mean = phase.getValue().meanMillis();
            if (phase.getKey().equals(TOTAL)) {
                total = mean;
                continue;
            }
            named.add(new Named(phase.getKey(), mean, Optional.of(phase.getValue())));
            if (phase.getKey().equals(READ)) {
                read = mean;
            } else {
                sum += mean;
            }
        }
        double inside = Double.isNaN(total) ? sum : Math.max(sum, total - read);
        return of(TIMING, named, service, inside, inside - sum);
    }

    private static Phases counted(ModelStatistics before, ModelStatistics after, double service) {
        List<Named> named = new ArrayList<>();
        double sum = 0;
        for (String step : STEPS) {
            double mean = mean(before, after, step);
            if (!Double.isNaN(mean)) {
                named.add(new Named(step, mean, Optional.empty()));
                sum += mean;
            }
        }
        double whole = mean(before, after, "success");
        double inside = Double.isNaN(whole) ? sum : Math.max(sum, whole);
        return named.isEmpty() ? NONE : of(STATISTICS, named, service, inside, inside - sum);
    }

    private static Phases of(
            String source, List<Named> named, double service, double inside, double unaccounted) {
        return new Phases(
                source,
                named,
                Math.max(0, service - inside),
                unaccounted,
                Math.max(0, inside - service));
    }

    private static double mean(ModelStatistics before, ModelStatistics after, String step) {
        long count = after.spent(step).count() - before.spent(step).count();
        long nanos = after.spent(step).nanos() - before.spent(step).nanos();
        return count > 0 && nanos >= 0 ? nanos / 1e6 / count : Double.NaN;
    }
}
