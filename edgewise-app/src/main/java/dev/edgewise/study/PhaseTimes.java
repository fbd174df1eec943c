package dev.edgewise.study;

import dev.edgewise.measure.Summary;
import dev.edgewise.report.StackedBars;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the mean time of a place's answered requests goes. The parts add up to the mean total;
/// what no phase explains is unaccounted.
///
/// @param parts in the order in which they are drawn
record PhaseTimes(List<StackedBars.Part> parts) {

    private static final List<String> SERVER = List.of("queue", "decode", "predict", "encode");

    PhaseTimes {
        parts = List.copyOf(parts);
    }

    /// The parts at `place`; nothing where nothing was answered.
    static Optional<PhaseTimes> of(Figures figures, Place place) {
        double request = figures.meanMillis(place, sample -> sample.outcome().nanos());
        if (!(request > 0)) {
            return Optional.empty();
        }
        List<StackedBars.Part> parts = new ArrayList<>();
        Optional<Summary> upload = figures.summary(place, Quantity.UPLOAD);
        upload.ifPresent(
                summary -> parts.add(StackedBars.Part.of("upload", summary.mean().value())));
        if (place == Place.EDGE) {
            double decode = mean(figures, place, "decode");
            double predict = mean(figures, place, "predict");
            parts.add(StackedBars.Part.of("decode", decode));
            parts.add(StackedBars.Part.of("predict", predict));
            parts.add(rest(request - decode - predict));
            return Optional.of(new PhaseTimes(parts));
        }
        double read = mean(figures, place, "read");
        double server = mean(figures, place, "total") - read;
        double named = SERVER.stream().mapToDouble(phase -> mean(figures, place, phase)).sum();
        if (place.byPath()) {
            parts.add(StackedBars.Part.of("link and HTTP", Math.max(0, request - server - read)));
            parts.add(StackedBars.Part.of("read", read));
        } else {
            parts.add(StackedBars.Part.of("link and HTTP", Math.max(0, request - server)));
            parts.add(StackedBars.Part.inside("read", Math.min(read, request - server)));
        }
        for (String phase : SERVER) {
            parts.add(StackedBars.Part.of(phase, mean(figures, place, phase)));
        }
        parts.add(rest(server - named));
        return Optional.of(new PhaseTimes(parts));
    }

    StackedBars.Bar bar(String name) {
        return new StackedBars.Bar(name, parts);
    }

    private static double mean(Figures figures, Place place, String phase) {
        return figures.meanMillis(place, sample -> Times.phase(sample, phase));
    }

    private static StackedBars.Part rest(double millis) {
        return StackedBars.Part.unaccounted(Math.max(0, millis));
    }
}
