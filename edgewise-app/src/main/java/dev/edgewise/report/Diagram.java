package dev.edgewise.report;

import java.util.List;
import java.util.stream.Collectors;

/// A drawing of who does what when: lanes side by side, time going down, one step a row; and clocks
/// beside their lane, with where each starts and stops.
///
/// @param lanes at least one, from left to right
/// @param steps at least one, in the order of time
/// @param clocks what is timed
public record Diagram(List<Lane> lanes, List<Step> steps, List<Clock> clocks) implements Figure {

    /// Someone or something that takes part.
    ///
    /// @param detail a few words below the name; may be empty
    /// @param machine lanes of the same machine that stand side by side share a frame; may be empty
    public record Lane(String name, String detail, String machine) {}

    /// What happens next. Lanes are counted from 0.
    public sealed interface Step {
        /// What is said of it.
        String text();
    }

    /// A message from one lane to another.
    public record Message(int from, int to, String text) implements Step {}

    /// Work within a lane.
    public record Work(int lane, String text) implements Step {}

    /// A pause, or a new part of the drawing: a line across all lanes.
    public record Part(String text) implements Step {}

    /// A clock, read in `lane`: it starts when step `from` begins and stops when step `to` is done
    /// (counted from 0).
    public record Clock(String name, int lane, int from, int to) {}

    public Diagram {
        lanes = List.copyOf(lanes);
        steps = List.copyOf(steps);
        clocks = List.copyOf(clocks);
        if (lanes.isEmpty() || steps.isEmpty()) {
            throw new IllegalArgumentException("a diagram needs lanes and steps");
        }
        for (Step step : steps) {
            switch (step) {
                case Message m -> {
                    checkLane(lanes, m.from());
                    checkLane(lanes, m.to());
                }
                case Work w -> checkLane(lanes, w.lane());
                case Part _ -> {}
            }
        }
        for (Clock clock : clocks) {
            checkLane(lanes, clock.lane());
            if (clock.from() < 0 || clock.to() < clock.from() || clock.to() >= steps.size()) {
                throw new IllegalArgumentException(
                        "clock " + clock.name() + " runs beyond the steps");
            }
        }
    }

    @Override
    public String alternative() {
        return "Drawing of the set-up with "
                + lanes.stream().map(Lane::name).collect(Collectors.joining(", "))
                + ". In turn: "
                + steps.stream().map(this::told).collect(Collectors.joining("; "))
                + ". "
                + clocks.stream()
                        .map(
                                c ->
                                        "The clock “"
                                                + c.name()
                                                + "”, read at "
                                                + lanes.get(c.lane()).name()
                                                + ", runs from “"
                                                + steps.get(c.from()).text()
                                                + "” to “"
                                                + steps.get(c.to()).text()
                                                + "”.")
                        .collect(Collectors.joining(" "));
    }

    @Override
    public Table data() {
        Table table =
                Table.of(
                        "",
                        Column.text("clock"),
                        Column.text("read at"),
                        Column.text("starts as this begins"),
                        Column.text("stops as this is done"));
        for (Clock clock : clocks) {
            table =
                    table.row(
                            clock.name(),
                            lanes.get(clock.lane()).name(),
                            steps.get(clock.from()).text(),
                            steps.get(clock.to()).text());
        }
        return table;
    }

    private String told(Step step) {
        return switch (step) {
            case Message m ->
                    lanes.get(m.from()).name()
                            + " to "
                            + lanes.get(m.to()).name()
                            + ": "
                            + m.text();
            case Work w -> lanes.get(w.lane()).name() + ": " + w.text();
            case Part p -> p.text();
        };
    }

    private static void checkLane(List<Lane> lanes, int lane) {
        if (lane < 0 || lane >= lanes.size()) {
            throw new IllegalArgumentException("no lane " + lane + " among " + lanes.size());
        }
    }
}
