package dev.edgewise.load;

import dev.edgewise.measure.SampleException;
import dev.edgewise.measure.load.HistogramLog;
import dev.edgewise.measure.load.LoadWatch;
import dev.edgewise.measure.load.ShotLog;
import dev.edgewise.measure.load.Slice;
import dev.edgewise.measure.load.Slices;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is taken down of a load while it runs: what its seconds held and, in files that are asked
/// for, their histograms and every request.
final class Records implements AutoCloseable {

    private static final long HALF_A_SECOND = 500_000_000;

    private final Optional<HistogramLog> histograms;
    private final Optional<ShotLog> samples;
    private final Slices slices = new Slices(System::nanoTime);

    private Records(Optional<HistogramLog> histograms, Optional<ShotLog> samples) {
        this.histograms = histograms;
        this.samples = samples;
    }

    /// Begins; the time runs from now on.
    ///
    /// @throws SampleException naming a file that can't be written
    static Records begin(LoadSettings settings, Clock clock) throws SampleException {
        Optional<ShotLog> samples = Optional.empty();
        if (settings.samples().isPresent()) {
            samples = Optional.of(ShotLog.create(settings.samples().get()));
        }
        Optional<HistogramLog> histograms = Optional.empty();
        try {
            if (settings.log().isPresent()) {
                histograms =
                        Optional.of(HistogramLog.create(settings.log().get(), clock.instant()));
            }
        } catch (SampleException e) {
            samples.ifPresent(ShotLog::close);
            throw e;
        }
        return new Records(histograms, samples);
    }

    /// What takes down the next load.
    LoadWatch next() {
        return samples.isPresent() ? slices.and(samples.get().next()) : slices;
    }

    /// Ends a second.
    Slice cut() {
        Slice slice = slices.cut();
        histograms.ifPresent(slices::log);
        samples.ifPresent(ShotLog::write);
        return slice;
    }

    /// The seconds, in order; without what little was left after the last one, if nothing ended
    /// in it.
    List<Slice> slices() {
        List<Slice> all = slices.all();
        Slice last = all.getLast();
        boolean idle = last.ended() + last.dropped() == 0;
        return idle && last.toNanos() - last.fromNanos() < HALF_A_SECOND
                ? all.subList(0, all.size() - 1)
                : all;
    }

    /// Why a file isn't whole, in a line each. To be asked once all is closed.
    List<String> failures() {
        return Stream.concat(
                        histograms.flatMap(HistogramLog::failure).stream(),
                        samples.flatMap(ShotLog::failure).stream())
                .toList();
    }

    @Override
    public void close() {
        histograms.ifPresent(HistogramLog::close);
        samples.ifPresent(ShotLog::close);
    }
}
