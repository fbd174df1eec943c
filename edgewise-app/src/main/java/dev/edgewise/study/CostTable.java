package dev.edgewise.study;

import dev.edgewise.measure.statistics.Estimate;
import dev.edgewise.report.Cell;
import dev.edgewise.report.Column;
import dev.edgewise.report.Millis;
import dev.edgewise.report.Table;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a request costs at each place but time, as a table.
final class CostTable {

    private static final String MEANING =
            "CPU and memory are whole processes'. CPU comes in ticks, of 10 ms on Linux, which only"
                    + " the mean over many blocks makes finer. Bytes are those of bodies and"
                    + " uploaded files. Energy is the whole machine's.";

    private CostTable() {}

    /// Nothing where no block's costs are known.
    static Optional<Table> of(StudyResult result) {
        boolean known = false;
        Table table =
                Table.of(
                        "What a request costs: processor time and memory of both sides, bytes each"
                                + " way, energy",
                        Column.text("place"),
                        Column.number("CPU", "ms").in("client"),
                        Column.number("memory", "MiB").in("client"),
                        Column.number("CPU", "ms").in("server"),
                        Column.number("memory", "MiB").in("server"),
                        Column.number("out", "B"),
                        Column.number("in", "B"),
                        Column.number("energy", "mJ"));
        for (Place place : Place.values()) {
            Optional<Costs.Cost> found = result.costs().at(place);
            if (found.isPresent()) {
                Costs.Cost cost = found.get();
                known = true;
                String why = place == Place.EDGE ? "no server at edge" : "the server doesn't tell";
                table =
                        table.row(
                                Cell.of(place.id()),
                                mean(cost.client().cpuMillis(), "the system doesn't tell"),
                                number(cost.client().mebibytes(), "the system doesn't tell"),
                                mean(cost.server().cpuMillis(), why),
                                number(cost.server().mebibytes(), why),
                                Cell.of(cost.bytesOut(), 0),
                                Cell.of(cost.bytesIn(), 0),
                                mean(cost.millijoules(), noEnergy(result.whyNoEnergy())));
            }
        }
        return known ? Optional.of(table.note(MEANING)) : Optional.empty();
    }

    /// A process that was killed couldn't say why.
    private static String noEnergy(String why) {
        return "not measured" + (why.isEmpty() ? " in every block" : ": " + why);
    }

    private static Cell mean(Optional<Estimate> mean, String why) {
        return mean.map(known -> Cell.of(Millis.text(known.value())))
                .orElseGet(() -> Cell.absent(why));
    }

    private static Cell number(OptionalDouble value, String why) {
        return value.isPresent() ? Cell.of(value.getAsDouble(), 0) : Cell.absent(why);
    }
}
