package dev.edgewise.dataset;

import dev.edgewise.recognize.Split;
import dev.edgewise.recognize.Splits;
import dev.edgewise.report.Cell;
import dev.edgewise.report.Column;
import dev.edgewise.report.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An [Inventory] for people and for programs.
final class InfoText {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Recordings recordings;
    private final Inventory inventory;

    InfoText(Recordings recordings) {
        this.recordings = recordings;
        this.inventory = Inventory.of(recordings);
    }

    /// A line that sums up, a table, and what else there is to say, in `width` columns.
    String text(int width) {
        Inventory.Count all = inventory.all();
        boolean speakers = all.speakers() > 0;
        Table table =
                Table.of(
                        "",
                        Column.text("word"),
                        Column.number("clips", ""),
                        Column.number("training", ""),
                        Column.number("validation", ""),
                        Column.number("test", ""),
                        Column.number("speakers", ""),
                        Column.number("shortest", "s"),
                        Column.number("median", "s"));
        for (Inventory.Count word : inventory.words()) {
            table = table.row(cells(word, speakers));
        }
        table = table.total(cells(all, speakers));
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%s: %s of %s%s, %s, %s",
                        recordings.layout().folder(),
                        Amounts.count(all.clips(), "clip"),
                        Amounts.count(inventory.words().size(), "word"),
                        speakers ? " by " + Amounts.count(all.speakers(), "speaker") : "",
                        Amounts.time(all.totalSeconds()),
                        Amounts.bytes(inventory.bytes())));
        lines.add("");
        lines.add(table.text(width));
        lines.add("");
        lines.addAll(remarks());
        return String.join("\n", lines);
    }

    private static Cell[] cells(Inventory.Count count, boolean speakers) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.of(count.word()));
        cells.add(number(count.clips()));
        for (Split split : Split.values()) {
            cells.add(number(count.clips(split)));
        }
        cells.add(
                speakers
                        ? number(count.speakers())
                        : Cell.absent("no file's name tells who speaks (NAME_nohash_0.wav)"));
        for (double share : new double[] {0, 0.5}) {
            double length = count.length(share);
            cells.add(
                    Double.isNaN(length)
                            ? Cell.absent("none of these clips can be read")
                            : Cell.of(length, 2));
        }
        return cells.toArray(Cell[]::new);
    }

    private static Cell number(int count) {
        return Cell.of(String.format(Locale.ROOT, "%,d", count));
    }

    private List<String> remarks() {
        Inventory.Count all = inventory.all();
        List<String> lines = new ArrayList<>();
        lines.add("Split by " + rule() + ".");
        if (!all.seconds().isEmpty()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "Length: %.2f to %.2f s; %,d of %,d clips last %.2f s.",
                            all.length(0),
                            all.length(1),
                            all.ofLength(all.length(0.5)),
                            all.seconds().size(),
                            all.length(0.5)));
            lines.add(
                    "Sample rate: "
                            + inventory.rates().entrySet().stream()
                                    .map(
                                            rate ->
                                                    String.format(
                                                            Locale.ROOT,
                                                            "%,d Hz (%,d)",
                                                            rate.getKey(),
                                                            rate.getValue()))
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        if (inventory.noise().recordings() > 0) {
            lines.add(
                    "Noise: "
                            + Amounts.count(inventory.noise().recordings(), "recording")
                            + ", "
                            + Amounts.time(inventory.noise().seconds())
                            + ".");
        }
        if (inventory.unlabelled() > 0) {
            lines.add(
                    "Without a word: "
                            + Amounts.count(inventory.unlabelled(), "WAV file")
                            + " outside the words' folders.");
        }
        if (inventory.broken() > 0) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "Broken: %,d can't be read (edgewise dataset verify names them).",
                            inventory.broken()));
        }
        return lines;
    }

    /// Who says what a clip is for.
    private String rule() {
        if (!recordings.splits().listed()) {
            return "the hash of the speaker's name (there are no lists)";
        }
        Path folder = recordings.layout().folder();
        Map<Boolean, List<String>> lists =
                Stream.of(Splits.VALIDATION_LIST, Splits.TEST_LIST)
                        .collect(
                                Collectors.partitioningBy(
                                        list -> Files.exists(folder.resolve(list))));
        String there = String.join(" and ", lists.getOrDefault(true, List.of()));
        return lists.getOrDefault(false, List.of()).stream()
                .findFirst()
                .map(missing -> there + " (there is no " + missing + ")")
                .orElse(there);
    }

    /// One object. Lengths are in seconds; what can't be said is null.
    String json() {
        Inventory.Count all = inventory.all();
        ObjectNode root = JSON.createObjectNode();
        root.put("folder", recordings.layout().folder().toString());
        root.put("split_by", recordings.splits().listed() ? "lists" : "hash");
        counts(root, all);
        root.put("bytes", inventory.bytes());
        root.put("broken", inventory.broken());
        root.put("unlabelled", inventory.unlabelled());
        ObjectNode rates = root.putObject("sample_rates");
        inventory.rates().forEach((rate, clips) -> rates.put(String.valueOf(rate), clips));
        ObjectNode noise = root.putObject("noise");
        noise.put("recordings", inventory.noise().recordings());
        noise.put("seconds", inventory.noise().seconds());
        ArrayNode words = root.putArray("words");
        for (Inventory.Count word : inventory.words()) {
            ObjectNode node = words.addObject();
            node.put("word", word.word());
            counts(node, word);
        }
        return JSON.writeValueAsString(root);
    }

    private static void counts(ObjectNode node, Inventory.Count count) {
        node.put("clips", count.clips());
        for (Split split : Split.values()) {
            node.put(split.name().toLowerCase(Locale.ROOT), count.clips(split));
        }
        node.put("speakers", count.speakers() > 0 ? (Integer) count.speakers() : null);
        ObjectNode seconds = node.putObject("seconds");
        seconds.put("total", count.totalSeconds());
        seconds.put("shortest", known(count.length(0)));
        seconds.put("median", known(count.length(0.5)));
        seconds.put("longest", known(count.length(1)));
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
