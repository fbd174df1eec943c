package dev.edgewise.study;

import dev.edgewise.link.LinkProfile;
import dev.edgewise.measure.Status;
import dev.edgewise.measure.statistics.Comparison;
import dev.edgewise.measure.statistics.Interval;
import dev.edgewise.measure.statistics.Percentile;
import dev.edgewise.measure.statistics.Summary;
import dev.edgewise.measure.statistics.Verdict;
import dev.edgewise.remote.MeasuredLink;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A run's results as JSON. Times are in milliseconds; what can't be said (a percentile of too few
/// requests, an interval of one block) is null.
public final class StudyJson {

    /// What a time's name ends in that is of the answered requests alone.
    static final String ANSWERED = "_answered";

    private static final JsonMapper JSON = JsonMapper.shared();

    private StudyJson() {}

    /// The run as one object, indented: its only cell, or an array `cells` with each of them.
    public static String text(StudyRun run) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree(run));
    }

    static ObjectNode tree(StudyRun run) {
        List<StudyResult> results = run.cells();
        if (results.size() == 1) {
            return tree(results.getFirst());
        }
        ObjectNode root = JSON.createObjectNode();
        ArrayNode cells = root.putArray("cells");
        for (StudyResult result : results) {
            ObjectNode cell = cells.addObject().put("model", result.model().name());
            if (result.askedLink().isEmpty()) {
                cell.put("remote", result.remote().server());
            }
            cell.setAll(tree(result));
        }
        return root.put("partial", run.partial());
    }

    private static ObjectNode tree(StudyResult result) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode places = root.putObject("places");
        for (Place place : Place.values()) {
            places.set(place.id(), place(result.figures(), place));
        }
        root.set("link", link(result));
        root.set("verdict", verdict(result));
        ArrayNode comparisons = root.putArray("comparisons");
        result.pairs().forEach(pair -> comparisons.add(comparison(pair)));
        root.set("percentiles", percentiles(result));
        ObjectNode context = root.putObject("context");
        context.put("loop", "closed, single stream");
        switch (result.asked().extent()) {
            case Extent.Requests requests -> context.put("requests", requests.count());
            case Extent.Known known -> context.put("until", Sentences.until(known.until()));
        }
        context.put("synthetic_clips", result.clips().synthetic());
        result.context().entries().forEach((name, value) -> context.put(key(name), value));
        ObjectNode warmUps = context.putObject("warm_up");
        result.warmUps().forEach((place, found) -> warmUps.put(place.id(), found.reason()));
        root.set("resources", StudyExtrasJson.resources(result));
        root.set("checks", StudyExtrasJson.checks(result.care()));
        root.set("ending", StudyExtrasJson.ending(result.ending()));
        ArrayNode notes = root.putArray("notes");
        result.notes().forEach(notes::add);
        root.put("partial", result.partial());
        return root;
    }

    private static ObjectNode place(Figures figures, Place place) {
        ObjectNode node = JSON.createObjectNode();
        for (Quantity quantity : Quantity.values()) {
            boolean meant = quantity != Quantity.UPLOAD || place == Place.REMOTE_PATH;
            if (meant) {
                node.set(quantity.id(), summary(figures.summary(place, quantity)));
            }
            figures.answered(place, quantity)
                    .ifPresent(
                            known ->
                                    node.set(
                                            quantity.id() + ANSWERED, summary(Optional.of(known))));
        }
        if (place.remote()) {
            node.set("cold", summary(figures.cold(place)));
        }
        figures.summary(place, Quantity.REQUEST)
                .ifPresent(
                        request -> {
                            ObjectNode counts = node.putObject("outcomes");
                            for (Status status : Status.values()) {
                                counts.put(
                                        key(status.name()),
                                        request.counts().getOrDefault(status, 0));
                            }
                        });
        return node;
    }

    private static ObjectNode summary(Optional<Summary> summary) {
        ObjectNode node = JSON.createObjectNode();
        if (summary.isEmpty()) {
            for (String name :
                    new String[] {
                        "mean_ms",
                        "ci95_ms",
                        "p50_ms",
                        "p90_ms",
                        "p99_ms",
                        "skewness",
                        "excess_kurtosis"
                    }) {
                node.putNull(name);
            }
            return node.put("n", 0);
        }
        Summary known = summary.get();
        node.put("mean_ms", known.mean().value());
        interval(node, known.mean().interval());
        number(node, "p50_ms", known.percentileMillis(Percentile.P50));
        number(node, "p90_ms", known.percentileMillis(Percentile.P90));
        number(node, "p99_ms", known.percentileMillis(Percentile.P99));
        number(node, "skewness", known.skewness());
        number(node, "excess_kurtosis", known.excessKurtosis());
        return node.put("n", known.n());
    }

    private static ObjectNode link(StudyResult result) {
        ObjectNode link = JSON.createObjectNode();
        link.put("emulated", result.askedLink().isPresent());
        Optional<AskedLink> asked = result.askedLink();
        if (asked.isPresent()) {
            AskedLink profile = asked.get();
            ObjectNode node = link.putObject("asked").put("name", profile.name());
            node.put("spec", profile.spec());
            node.put("round_trip_ms", profile.roundTrip().toNanos() / 1e6);
            rate(node, "down_bits_per_second", profile.downBitsPerSecond());
            rate(node, "up_bits_per_second", profile.upBitsPerSecond());
            IdealTime.of(result.figures(), profile)
                    .ifPresent(
                            ideal ->
                                    link.putObject("remote_body_ideal")
                                            .put("total_ms", ideal.millis())
                                            .put("ratio", ideal.ratio())
                                            .put("formula", ideal.formula()));
        } else {
            link.putNull("asked");
        }
        Optional<MeasuredLink> measured = result.measuredLink();
        if (measured.isPresent()) {
            ObjectNode node = link.putObject("measured");
            node.put("round_trip_ms", measured.get().roundTrip().toNanos() / 1e6);
            rate(node, "down_bits_per_second", measured.get().downBitsPerSecond());
            rate(node, "up_bits_per_second", measured.get().upBitsPerSecond());
        } else {
            link.putNull("measured");
        }
        return link;
    }

    /// No limit is null.
    private static void rate(ObjectNode node, String name, long bitsPerSecond) {
        if (bitsPerSecond == LinkProfile.UNLIMITED) {
            node.putNull(name);
        } else {
            node.put(name, bitsPerSecond);
        }
    }

    /// Too fast to measure is null.
    private static void rate(ObjectNode node, String name, double bitsPerSecond) {
        if (Double.isInfinite(bitsPerSecond)) {
            node.putNull(name);
        } else {
            node.put(name, Math.round(bitsPerSecond));
        }
    }

    private static ObjectNode verdict(StudyResult result) {
        ObjectNode node = verdict(result.main(Quantity.TOTAL));
        node.put("sentence", result.sentence());
        node.set("request", verdict(result.main(Quantity.REQUEST)));
        return node;
    }

    private static ObjectNode verdict(StudyResult.Pair pair) {
        ObjectNode node = JSON.createObjectNode();
        node.put("better", Sentences.better(pair.comparison()));
        numbers(node, pair.comparison());
        return node;
    }

    private static ObjectNode comparison(StudyResult.Pair pair) {
        ObjectNode node = JSON.createObjectNode();
        node.put("first", pair.first().id());
        node.put("second", pair.second().id());
        node.put("on", pair.on().id());
        node.put("verdict", Sentences.brief(pair));
        numbers(node, pair.comparison());
        return node;
    }

    private static ArrayNode percentiles(StudyResult result) {
        ArrayNode all = JSON.createArrayNode();
        for (Percentile percentile : StudyTables.SHOWN) {
            ObjectNode node = all.addObject().put("percentile", percentile.label());
            node.put("on", Quantity.TOTAL.id());
            numbers(node, result.percentile(percentile));
        }
        return all;
    }

    static void numbers(ObjectNode node, Optional<Comparison> comparison) {
        if (comparison.isEmpty()) {
            node.putNull("difference_ms").putNull("ci95_ms").putNull("margin_ms");
            return;
        }
        node.put("difference_ms", comparison.get().difference().value());
        interval(node, comparison.get().difference().interval());
        node.put("margin_ms", comparison.get().marginMillis());
        if (comparison.get().verdict() instanceof Verdict.Undecided undecided) {
            if (undecided.requests().isPresent()) {
                node.put("requests_needed", undecided.requests().getAsLong());
            } else {
                node.putNull("requests_needed");
            }
        }
    }

    static void interval(ObjectNode node, Interval interval) {
        if (interval.isKnown()) {
            node.putArray("ci95_ms").add(interval.low()).add(interval.high());
        } else {
            node.putNull("ci95_ms");
        }
    }

    private static void number(ObjectNode node, String name, OptionalDouble value) {
        if (value.isPresent()) {
            node.put(name, value.getAsDouble());
        } else {
            node.putNull(name);
        }
    }

    private static String key(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }
}
