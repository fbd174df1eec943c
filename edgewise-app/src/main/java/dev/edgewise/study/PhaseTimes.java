package dev.edgewise.study;

import dev.edgewise.measure.Sample;
import dev.edgewise.report.StackedBars;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Where the time of a place's answered requests goes, of one or in the mean. The parts add up to
/// the total; what no phase explains is unaccounted.
///
/// @param parts in the order in which they are drawn
record PhaseTimes(List<StackedBars.Part> parts) {

    private static final List<String> SERVER = List.of("queue", "decode", "predict", "encode");

    PhaseTimes {
        parts = List.copyOf(parts);
    }

    /// The mean parts at `place`; nothing where nothing was answered.
    static Optional<PhaseTimes> of(Figures figures, Place place) {
        return figures.meanMillis(place, sample -> sample.outcome().nanos()) > 0
                ? Optional.of(
                        of(
                                place,
                                figures.summary(place, Quantity.UPLOAD)
                                        .map(summary -> summary.mean().value()),
                                nanos -> figures.meanMillis(place, nanos)))
                : Optional.empty();
    }

    /// The parts of one answered request.
    ///
    /// @param uploadMillis what the upload of its clip took, where there was one
    static PhaseTimes of(Sample sample, Place place, Optional<Double> uploadMillis) {
        return of(place, uploadMillis, nanos -> nanos.applyAsDouble(sample) / 1e6);
    }

    /// @param millis of what is so many nanoseconds of a sample
    private static PhaseTimes of(
            Place place,
            Optional<Double> uploadMillis,
            ToDoubleFunction<ToDoubleFunction<Sample>> millis) {
        ToDoubleFunction<String> phase =
                name -> millis.applyAsDouble(sample -> Times.phase(sample, name));
        double request = millis.applyAsDouble(sample -> sample.outcome().nanos());
        List<StackedBars.Part> parts = new ArrayList<>();
        uploadMillis.ifPresent(upload -> parts.add(StackedBars.Part.of("upload", upload)));
        if (place == Place.EDGE) {
            double decode = phase.applyAsDouble("decode");
            double predict = phase.applyAsDouble("predict");
            parts.add(StackedBars.Part.of("decode", decode));
            parts.add(StackedBars.Part.of("predict", predict));
            parts.add(rest(request - decode - predict));
            return new PhaseTimes(parts);
        }
        double read = phase.applyAsDouble("read");
        double server = phase.applyAsDouble("total") - read;
        double named = SERVER.stream().mapToDouble(phase).sum();
        if (place.byPath()) {
            parts.add(StackedBars.Part.of("link and HTTP", Math.max(0, request - server - read)));
            parts.add(StackedBars.Part.of("read", read));
        } else {
            parts.add(StackedBars.Part.of("link and HTTP", Math.max(0, request - server)));
            parts.add(
                    StackedBars.Part.inside(
                            "read", Math.clamp(read, 0, Math.max(0, request - server))));
        }
        for (String name : SERVER) {
            parts.add(StackedBars.Part.of(name, phase.applyAsDouble(name)));
        }
        parts.add(rest(server - named));
        return new PhaseTimes(parts);
    }

    StackedBars.Bar bar(String name) {
        return new StackedBars.Bar(name, parts);
    }

    private static StackedBars.Part rest(double millis) {
        return StackedBars.Part.unaccounted(Math.max(0, millis));
    }
}
