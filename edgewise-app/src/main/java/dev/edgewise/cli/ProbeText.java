package dev.edgewise.cli;

import dev.edgewise.measure.statistics.Estimate;
import dev.edgewise.remote.LinkRate;
import dev.edgewise.remote.LinkSpeed;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A speed test's result as lines of at most 80 columns.
final class ProbeText {

    private ProbeText() {}

    static List<String> lines(URI server, LinkSpeed speed) {
        List<String> lines = new ArrayList<>();
        lines.add("Link to " + Terminal.printable(server.toString()));
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%-12s %24s", "", "95 % interval"));
        int trips = speed.roundTrips().size();
        lines.add(line("round trip", speed.roundTrip(), "ms", "median of " + trips));
        lines.add(line("jitter", speed.jitter(), "ms", "mean change between two"));
        lines.add(line("down", speed.down().estimate(), "Mbit/s", connections(speed.down())));
        lines.add(line("up", speed.up().estimate(), "Mbit/s", connections(speed.up())));
        lines.add("");
        lines.add(
                String.format(
                        Locale.ROOT,
                        "Rates are of payload. Left out as slow start and search: %.1f s down,"
                                + " %.1f s up.",
                        speed.down().leftOut().toMillis() / 1e3,
                        speed.up().leftOut().toMillis() / 1e3));
        unsteady(lines, "down", speed.down());
        unsteady(lines, "up", speed.up());
        lines.add(String.format(Locale.ROOT, "Took %.1f s.", speed.took().toMillis() / 1e3));
        return lines;
    }

    private static void unsteady(List<String> lines, String way, LinkRate rate) {
        if (!rate.steady()) {
            lines.add("The rate " + way + " was still rising: the link may be faster.");
        }
    }

    private static String connections(LinkRate rate) {
        String over = rate.connections() + (rate.connections() == 1 ? " connection" : " conns");
        return rate.enough() == 0 ? over + ", more may help" : over + ", enough: " + rate.enough();
    }

    private static String line(String name, Estimate estimate, String unit, String note) {
        String interval =
                estimate.interval().isKnown()
                        ? number(Math.max(0, estimate.interval().low()))
                                + " to "
                                + number(estimate.interval().high())
                        : "not known";
        return String.format(
                Locale.ROOT,
                "%-11s %8s %-7s %18s   %s",
                name,
                number(estimate.value()),
                unit,
                interval,
                note);
    }

    private static String number(double value) {
        return String.format(
                Locale.ROOT, value < 10 ? "%.2f" : value < 1000 ? "%.1f" : "%.0f", value);
    }
}
