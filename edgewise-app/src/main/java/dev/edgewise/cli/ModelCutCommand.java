package dev.edgewise.cli;

import dev.edgewise.model.CutCheck;
import dev.edgewise.model.ModelCut;
import dev.edgewise.model.OnnxFile;
import dev.edgewise.model.WholeFile;
import dev.edgewise.report.Cell;
import dev.edgewise.report.Column;
import dev.edgewise.report.FactList;
import dev.edgewise.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `edgewise model cut`: one model in, two out.
@Command(
        name = "cut",
        description = {
            "Cuts a model in two: a head for the device, a tail for the server.",
            "",
            "Every tensor that crosses the cut is an output of the head and an input of the tail;"
                    + " an input of the model that the tail needs crosses, too. Before anything is"
                    + " written, both are run on random input and compared with the whole: the same"
                    + " bit for bit with graph optimisation off, to 1e-5 with it on.",
            "Tensors are listed by: edgewise model info --tensors MODEL"
        },
        footer = {"", "Example:", "  edgewise model cut tutorial-cnn --at pooled"})
final class ModelCutCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL", description = "A shipped model or an ONNX file.")
    private String model = "";

    @Option(
            names = "--at",
            paramLabel = "TENSOR",
            required = true,
            description = "The tensor to cut at.")
    private String tensor = "";

    @Option(
            names = "--head",
            paramLabel = "FILE",
            description = "Where the head goes. Default: NAME-head.onnx in this folder.")
    private @Nullable Path head;

    @Option(
            names = "--tail",
            paramLabel = "FILE",
            description = "Where the tail goes. Default: NAME-tail.onnx in this folder.")
    private @Nullable Path tail;

    @Mixin private ShapeOption shape = new ShapeOption();

    @Option(
            names = "--json",
            description =
                    "Print JSON: {\"head\",\"tail\",\"crossing\":[{\"name\",\"type\",\"bytes\"}],"
                            + "\"bytes\",\"bit_for_bit\",\"farthest\"}.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path headFile = head == null ? named("head") : head;
        Path tailFile = tail == null ? named("tail") : tail;
        WholeFile headTarget = target(headFile);
        WholeFile tailTarget = target(tailFile);
        if (headFile.toAbsolutePath().normalize().equals(tailFile.toAbsolutePath().normalize())) {
            throw new IOException(headFile + ": head and tail need a file each");
        }
        OnnxFile file = OnnxFile.open(model);
        ModelCut cut = ModelCut.at(file, tensor, shape.shapes());
        CutCheck check = cut.check();
        if (!check.passed()) {
            throw new IOException(file.source() + ": not cut, nothing written: " + wrong(check));
        }
        byte[] headBytes = cut.head();
        byte[] tailBytes = cut.tail();
        headTarget.write(headBytes);
        tailTarget.write(tailBytes);
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? json(cut, check, headFile, tailFile)
                                : text(cut, check, headFile, tailFile));
        return Main.DONE;
    }

    private Path named(String part) {
        Path name = Path.of(model).getFileName();
        String plain = name == null ? model : name.toString();
        return Path.of(plain.replaceFirst("\\.onnx$", "") + "-" + part + ".onnx");
    }

    private WholeFile target(Path file) throws IOException {
        Path whole = Path.of(model);
        if (Files.exists(file) && Files.exists(whole) && Files.isSameFile(file, whole)) {
            throw new IOException(file + ": is the model itself; give another file");
        }
        return WholeFile.at(file);
    }

    private static String wrong(CutCheck check) {
        if (check.outputs() == 0) {
            return "none of its outputs is a tensor that can be compared";
        }
        return check.bitForBit()
                ? String.format(
                        Locale.ROOT,
                        "with graph optimisation on, head and tail differ by %.2g from the whole",
                        check.farthest())
                : "head and tail don't give what the whole gives (does it draw random numbers?)";
    }

    private static String text(ModelCut cut, CutCheck check, Path head, Path tail) {
        Table table =
                Table.of(
                        "Crosses the cut:",
                        Column.text("Tensor"),
                        Column.text("Type and shape"),
                        Column.number("Bytes", ""));
        for (ModelCut.Crossing crossing : cut.crossing()) {
            table =
                    table.row(
                            crossing.port().name() + (crossing.input() ? " (input)" : ""),
                            crossing.port().typeAndShape(),
                            ModelInfoCommand.number(crossing.bytes()));
        }
        if (cut.crossing().size() > 1) {
            table =
                    table.total(
                            Cell.of("all"),
                            Cell.of(""),
                            Cell.of(ModelInfoCommand.number(bytes(cut))));
        }
        FactList list = new FactList();
        list.add("head", part(head, cut.headNodes(), cut.head().length));
        list.add("tail", part(tail, cut.tailNodes(), cut.tail().length));
        list.add("complete in the head", String.join(", ", cut.headOutputs()));
        list.add(
                "checked",
                "%s on random input, %s: the same bit for bit with graph optimisation off, %s"
                        .formatted(
                                plural(check.runs(), "run"),
                                plural(check.outputs(), "output") + " each",
                                check.farthest() == 0
                                        ? "and with it on"
                                        : String.format(
                                                Locale.ROOT,
                                                "at most %.2g apart with it on",
                                                check.farthest())));
        return table.text(Terminal.COLUMNS) + "\n\n" + list.text(Terminal.COLUMNS);
    }

    private static String part(Path file, int nodes, long bytes) {
        return "%s, %s, %s bytes"
                .formatted(file, plural(nodes, "node"), ModelInfoCommand.number(bytes));
    }

    private static String plural(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static long bytes(ModelCut cut) {
        return cut.crossing().stream().mapToLong(ModelCut.Crossing::bytes).sum();
    }

    private static String json(ModelCut cut, CutCheck check, Path head, Path tail) {
        return JsonText.object(
                out -> {
                    out.writeStringProperty("head", head.toString());
                    out.writeStringProperty("tail", tail.toString());
                    out.writeArrayPropertyStart("crossing");
                    for (ModelCut.Crossing crossing : cut.crossing()) {
                        out.writeStartObject();
                        out.writeStringProperty("name", crossing.port().name());
                        out.writeStringProperty("type", crossing.port().typeAndShape());
                        out.writeNumberProperty("bytes", crossing.bytes());
                        out.writeBooleanProperty("input", crossing.input());
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                    out.writeNumberProperty("bytes", bytes(cut));
                    out.writeArrayPropertyStart("head_outputs");
                    cut.headOutputs().forEach(out::writeString);
                    out.writeEndArray();
                    out.writeBooleanProperty("bit_for_bit", check.bitForBit());
                    out.writeNumberProperty("farthest", check.farthest());
                });
    }
}
