package dev.edgewise.study;

import dev.edgewise.measure.ProcessUsage;
import dev.edgewise.measure.statistics.BlockBootstrap;
import dev.edgewise.measure.statistics.Estimate;
import dev.edgewise.measure.statistics.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Function;

/// What a request costs at each place of a cell, but time: means over the blocks.
final class Costs {

    private static final double BYTES_PER_MEBIBYTE = 1 << 20;
    private static final long NANOS_PER_MICRO = 1_000;

    private final StudyCell cell;
    private final List<Resources> all;
    private final long seed;

    /// What one side uses.
    ///
    /// @param cpuMillis a request
    /// @param mebibytes the most that it had after a block
    record Side(Optional<Estimate> cpuMillis, OptionalDouble mebibytes) {}

    /// What a request costs at a place. What isn't measured is nothing.
    record Cost(
            Side client,
            Side server,
            double bytesOut,
            double bytesIn,
            Optional<Estimate> millijoules) {}

    /// @param all of all arms
    Costs(StudyCell cell, List<Resources> all, long seed) {
        this.cell = cell;
        this.all = List.copyOf(all);
        this.seed = seed;
    }

    /// What it costs at `place`; nothing where no block was measured.
    Optional<Cost> at(Place place) {
        String arm = cell.arm(place).name();
        List<Resources> own = new ArrayList<>();
        long requests = 0;
        long out = 0;
        long in = 0;
        for (Resources block : all) {
            if (block.arm().equals(arm)) {
                own.add(block);
                requests += block.requests();
                out += block.bytesOut();
                in += block.bytesIn();
            }
        }
        if (own.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Cost(
                        side(own, Resources::client),
                        side(own, Resources::server),
                        (double) out / requests,
                        (double) in / requests,
                        // Millionths of a joule stand in for nanoseconds of a millisecond.
                        mean(own, Resources::microjoules, NANOS_PER_MICRO)));
    }

    private Side side(List<Resources> blocks, Function<Resources, ProcessUsage> usage) {
        return new Side(
                mean(blocks, block -> usage.apply(block).cpuNanos(), 1),
                blocks.stream()
                        .map(block -> usage.apply(block).memoryBytes())
                        .filter(OptionalLong::isPresent)
                        .mapToDouble(bytes -> bytes.getAsLong() / BYTES_PER_MEBIBYTE)
                        .max());
    }

    private Optional<Estimate> mean(
            List<Resources> blocks, Function<Resources, OptionalLong> value, long unit) {
        Series.Builder series = Series.builder();
        for (Resources block : blocks) {
            OptionalLong known = value.apply(block);
            if (known.isEmpty()) {
                return Optional.empty();
            }
            series.add(block.block(), (double) known.getAsLong() * unit / block.requests());
        }
        return Optional.of(new BlockBootstrap(new SplittableRandom(seed)).mean(series.build()));
    }
}
