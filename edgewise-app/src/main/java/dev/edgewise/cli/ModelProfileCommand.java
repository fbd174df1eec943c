package dev.edgewise.cli;

import dev.edgewise.measure.statistics.Box;
import dev.edgewise.measure.statistics.Series;
import dev.edgewise.measure.statistics.Summary;
import dev.edgewise.model.CutProfile;
import dev.edgewise.model.OnnxFile;
import dev.edgewise.report.Column;
import dev.edgewise.report.ProgressBar;
import dev.edgewise.report.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `edgewise model profile`: how long a model takes up to each place where it can be cut.
@Command(
        name = "profile",
        description = {
            "Measures how long a model takes up to each place where it can be cut.",
            "",
            "Method: the head of each cut is loaded on its own, and after a warm-up all run once a"
                    + " round on the same random input, in an order drawn anew for each round,"
                    + " until --runs rounds or --time have passed; shown are the median of a"
                    + " tensor's rounds, and the quartiles."
        },
        footer = {
            "",
            "Examples:",
            "  edgewise model profile tutorial-cnn",
            "  edgewise model profile --json --all --time 2m resnet.onnx > profile.json"
        })
final class ModelProfileCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL", description = "A shipped model or an ONNX file.")
    private String model = "";

    @Option(
            names = "--all",
            description = "Also places where more than one tensor crosses, as beside a shortcut.")
    private boolean all;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "200",
            description = "Rounds at most. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            defaultValue = "20s",
            converter = TimeSpan.class,
            description =
                    "Ends after this time, but not before 5 rounds. Default: ${DEFAULT-VALUE}.")
    private Duration time = Duration.ofSeconds(20);

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads that share the work of a run. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the input and the order. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin private ShapeOption shape = new ShapeOption();

    @Option(
            names = "--json",
            description = "Print one JSON object with every round of every place, in milliseconds.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        requirePositive("--runs", runs);
        requirePositive("--threads", threads);
        OnnxFile file = OnnxFile.open(model);
        CutProfile.Settings settings =
                new CutProfile.Settings(shape.shapes(), all, runs, time, threads, seed);
        CutProfile.Result result;
        try (ProgressBar bar = Terminal.ofStandardError().progress(true).start("profile", runs)) {
            result =
                    CutProfile.measure(file, settings, System::nanoTime, () -> bar.step("a round"));
        }
        spec.commandLine().getOut().println(json ? json(result) : text(result));
        return Main.DONE;
    }

    private void requirePositive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(
                    spec.commandLine(), option + ": expected 1 or more, got " + value);
        }
    }

    /// The quartiles of a place's rounds, in milliseconds.
    private Box box(CutProfile.Place place) {
        Series.Builder series = Series.builder();
        for (int round = 0; round < place.nanos().size(); round++) {
            series.add(round, place.nanos().get(round));
        }
        return Summary.of(series.build(), new SplittableRandom(seed)).box();
    }

    private String text(CutProfile.Result result) {
        Table table =
                Table.of(
                        "",
                        Column.text("Up to"),
                        Column.number("Tensors", ""),
                        Column.number("Bytes", ""),
                        Column.number("MACs", ""),
                        Column.number("p50", "ms"),
                        Column.number("p25 to p75", "ms"));
        table =
                table.row(
                        "(the input)",
                        "",
                        ModelInfoCommand.number(result.inputBytes()),
                        "0",
                        "",
                        "");
        for (CutProfile.Place place : result.places()) {
            Box box = box(place);
            boolean whole = place.tensor().isEmpty();
            table =
                    table.row(
                            whole ? "(the whole)" : place.tensor(),
                            "" + place.crossing(),
                            ModelInfoCommand.number(place.bytes()),
                            ModelInfoCommand.number(place.macs()),
                            millis(box.median()),
                            millis(box.lowerQuartile()) + " " + millis(box.upperQuartile()));
        }
        table = table.note(note(result));
        return table.text(Terminal.COLUMNS);
    }

    private String note(CutProfile.Result result) {
        String note =
                "%d rounds, %d thread%s; bytes are those of the tensors that cross there."
                        .formatted(
                                result.places().getFirst().nanos().size(),
                                threads,
                                threads == 1 ? "" : "s");
        return result.left() == 0
                ? note
                : note + " %d places more are left out.".formatted(result.left());
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.3f", millis);
    }

    private String json(CutProfile.Result result) {
        return JsonText.object(
                out -> {
                    out.writeStringProperty("model", model);
                    out.writeNumberProperty("threads", threads);
                    out.writeNumberProperty("seed", seed);
                    out.writeNumberProperty("input_bytes", result.inputBytes());
                    out.writeNumberProperty("left_out", result.left());
                    out.writeArrayPropertyStart("places");
                    for (CutProfile.Place place : result.places()) {
                        Box box = box(place);
                        out.writeStartObject();
                        out.writeStringProperty("tensor", place.tensor());
                        out.writeBooleanProperty("whole", place.tensor().isEmpty());
                        out.writeNumberProperty("crossing", place.crossing());
                        out.writeNumberProperty("bytes", place.bytes());
                        out.writeNumberProperty("macs", place.macs());
                        out.writeNumberProperty("p25_ms", box.lowerQuartile());
                        out.writeNumberProperty("p50_ms", box.median());
                        out.writeNumberProperty("p75_ms", box.upperQuartile());
                        out.writeArrayPropertyStart("rounds_ms");
                        place.nanos().forEach(nanos -> out.writeNumber(nanos / 1e6));
                        out.writeEndArray();
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                });
    }
}
