package dev.edgewise.load;

import dev.edgewise.measure.Status;
import dev.edgewise.measure.load.CapacitySearch;
import dev.edgewise.measure.load.LoadResult;
import dev.edgewise.measure.statistics.Percentile;
import dev.edgewise.measure.statistics.WarmUp;
import dev.edgewise.report.Millis;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a load found, in sentences.
final class LoadSentences {

    private static final double NEARLY_ALL = 0.995;
    private static final long HALF_A_SECOND = 500_000_000;

    /// The statistics count requests that ended outside the load, too.
    private static final double BELIEVABLE = 0.05;

    private LoadSentences() {}

    /// The finding in a sentence or two.
    static String verdict(LoadReport report) {
        LoadResult result = report.result();
        StringBuilder text = new StringBuilder();
        report.found().ifPresent(found -> text.append(capacity(found, report)).append(' '));
        long all = result.sent() + result.dropped();
        if (all == 0) {
            return text.append("Nothing was sent.").toString();
        }
        text.append(
                Double.isNaN(result.perSecond())
                        ? String.format(
                                Locale.ROOT,
                                "%s, %s requests a second were answered",
                                report.settings().plan() instanceof Plan.Single
                                        ? "One at a time"
                                        : "In a closed loop of "
                                                + report.settings().used()
                                                + " connections",
                                Plan.rate(result.answeredPerSecond()))
                        : String.format(
                                Locale.ROOT,
                                "Asked for %s requests a second, %s were sent and %s answered",
                                Plan.rate(result.perSecond()),
                                Plan.rate(result.sentPerSecond()),
                                Plan.rate(result.answeredPerSecond())));
        String before = "; ";
        for (Percentile percentile : report.told()) {
            OptionalDouble millis = result.latency().percentileMillis(percentile);
            if (millis.isPresent()) {
                text.append(before)
                        .append(share(percentile))
                        .append(" within ")
                        .append(Millis.text(millis.getAsDouble()))
                        .append(" ms");
                before = ", ";
            }
        }
        long answered = result.count(Status.ANSWERED);
        return text.append(
                        answered == all
                                ? ". All were answered."
                                : String.format(
                                        Locale.ROOT,
                                        ". %,d of %,d were not answered and rank as their timeout.",
                                        all - answered,
                                        all))
                .toString();
    }

    private static String share(Percentile percentile) {
        return percentile == Percentile.P50 ? "half" : percentile.label().substring(1) + " %";
    }

    private static String capacity(CapacitySearch.Found found, LoadReport report) {
        String objective =
                report.settings().plan() instanceof Plan.Capacity(var asked, _)
                        ? asked.toString()
                        : "";
        if (found.best().isEmpty()) {
            if (found.trials().isEmpty()) {
                return "No rate was tried: " + untried(found.end()) + ".";
            }
            CapacitySearch.Trial last = found.trials().getLast();
            return last.finding() == CapacitySearch.Finding.TOO_FEW
                    ? "At " + Plan.rate(last.perSecond()) + "/s there were " + last.why() + "."
                    : "No rate down to "
                            + Plan.rate(last.perSecond())
                            + "/s keeps "
                            + objective
                            + ".";
        }
        return "The capacity at "
                + objective
                + " is "
                + (found.atLeast() ? "at least " : "")
                + Plan.rate(found.best().get().perSecond())
                + " requests a second. At that rate:";
    }

    private static String untried(CapacitySearch.End end) {
        return switch (end) {
            case TOO_SLOW ->
                    "at half of what a closed loop gets, the percentile's requests take longer than "
                            + CapacitySearch.LONGEST_TRIAL.toMinutes()
                            + " minutes; --duration makes trials longer";
            case NARROWED, STOPPED -> "it was interrupted";
        };
    }

    /// Why the figures may say less than they seem to; empty if nothing does.
    static List<String> warnings(LoadReport report) {
        List<String> warnings = new ArrayList<>(report.troubles());
        LoadResult result = report.result();
        if (result.generatorBound()) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "This generator was itself the bottleneck: it sent %,d of %,d requests"
                                    + " more than a millisecond late although a connection was"
                                    + " free. The latencies hold that, too.",
                            result.lateAlone(),
                            result.sent()));
        }
        if (report.generatorBound() && report.cost().scarce()) {
            OwnCost cost = report.cost();
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "This machine had little left: the generator took %.1f of its %d cores%s."
                                    + " Requests that went out late, and slow answers, may be its"
                                    + " doing and not the server's.",
                            cost.cores(),
                            cost.available(),
                            Double.isNaN(cost.machineBusy())
                                    ? ""
                                    : String.format(
                                            Locale.ROOT,
                                            ", and all of them were busy for %.0f %% of the time",
                                            100 * cost.machineBusy())));
        }
        long waited = result.late() - result.lateAlone();
        if (waited + result.dropped() + result.unsent() > 0) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "All %d connections were busy at times: %,d requests waited for one and"
                                    + " went out late, %,d were dropped at their timeout."
                                    + " --connections gives more.",
                            report.settings().used(),
                            waited,
                            result.dropped()));
        }
        if (result.sentPerSecond() < NEARLY_ALL * result.scheduledPerSecond()) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "%s requests a second were scheduled, %s could be sent.",
                            Plan.rate(result.scheduledPerSecond()),
                            Plan.rate(result.sentPerSecond())));
        }
        double service = result.service().meanMillis();
        double excess = report.phases().excess();
        if (excess > BELIEVABLE * service) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "The server's phases can't be believed: by %s, a request is with it for"
                                    + " %s ms, but was answered after %s ms.",
                            report.phases().source(),
                            Millis.text(service + excess),
                            Millis.text(service)));
        }
        settling(report).ifPresent(warnings::add);
        if (report.partial()) {
            warnings.add(
                    result.unsent() > 0
                            ? String.format(
                                    Locale.ROOT,
                                    "Partial: it was interrupted, and %,d requests that waited for a"
                                            + " connection were not sent. They are in no figure.",
                                    result.unsent())
                            : "Partial: it was interrupted.");
        }
        return warnings;
    }

    /// Whether service times went on changing in a load that was to be even; nothing where
    /// there are too few seconds to tell.
    private static Optional<String> settling(LoadReport report) {
        List<Double> medians =
                report.slices().stream()
                        .filter(slice -> slice.toNanos() - slice.fromNanos() >= HALF_A_SECOND)
                        .flatMap(slice -> slice.serviceMillis().stream().boxed())
                        .toList();
        boolean even =
                report.settings().plan() instanceof Plan.Steady
                        || report.settings().plan() instanceof Plan.Single;
        if (!even || medians.size() < WarmUp.FEWEST_BLOCKS) {
            return Optional.empty();
        }
        WarmUp found = WarmUp.of(medians);
        if (found.steady() && found.blocks() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                "Service times by the second: "
                        + found.reason().replace("block", "second")
                        + ". All of them are in the figures.");
    }

    /// How it was measured.
    static List<String> method(LoadReport report) {
        LoadSettings settings = report.settings();
        List<String> facts = new ArrayList<>();
        facts.add(
                (report.address()
                                        + " "
                                        + (report.model().isEmpty()
                                                ? ""
                                                : "(" + report.model() + ")"))
                                .strip()
                        + "; inputs: "
                        + report.inputs()
                        + ".");
        boolean single = settings.plan() instanceof Plan.Single;
        facts.add(
                capitalised(settings.plan().words())
                        + (settings.plan() instanceof Plan.Capacity
                                ? ""
                                : " for " + seconds(report.result().sendingNanos()))
                        + ", "
                        + (single ? "1 connection" : settings.used() + " connections")
                        + ", timeout "
                        + seconds(settings.timeout().toNanos())
                        + (single ? "." : ", seed " + settings.seed() + "."));
        facts.add(
                single
                        ? "A closed loop shows the time of one request, not how a server bears load:"
                                + " latencies are service times."
                        : "Latency runs from the moment a request was meant to be sent, service time"
                                + " from the moment it was.");
        boolean rehearsed =
                settings.plan() instanceof Plan.Steady || settings.plan() instanceof Plan.Ramp;
        report.coldMillis()
                .ifPresent(
                        cold ->
                                facts.add(
                                        "Cold, the very first request took "
                                                + Millis.text(cold)
                                                + " ms; it is in no other figure."));
        facts.add(
                report.warmUp()
                        .map(
                                warm ->
                                        "Warm-up before that, one request at a time in blocks of 20: "
                                                + warm.reason()
                                                + (rehearsed
                                                        ? "; then the load itself, for 2 s at most."
                                                        : "."))
                        .orElse("There was no warm-up: nothing was answered before the load."));
        return facts;
    }

    /// Faults, the first of each kind in its own words.
    static List<String> faults(LoadReport report) {
        List<String> facts = new ArrayList<>();
        report.faults()
                .forEach(
                        (kind, fault) ->
                                facts.add(
                                        String.format(
                                                Locale.ROOT,
                                                "%s: %,d, the first: %s",
                                                kind,
                                                fault.count(),
                                                fault.first())));
        return facts;
    }

    static String seconds(long nanos) {
        double seconds = nanos / 1e9;
        return seconds >= 0.95 && Math.abs(seconds - Math.rint(seconds)) < 0.05
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : String.format(Locale.ROOT, seconds < 0.95 ? "%.3f s" : "%.1f s", seconds);
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
