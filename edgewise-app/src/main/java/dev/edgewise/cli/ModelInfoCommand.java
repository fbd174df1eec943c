package dev.edgewise.cli;

import dev.edgewise.model.GraphFacts;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.OnnxFile;
import dev.edgewise.model.Port;
import dev.edgewise.report.Cell;
import dev.edgewise.report.Column;
import dev.edgewise.report.FactList;
import dev.edgewise.report.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `edgewise model info`: what a model is.
@Command(
        name = "info",
        description = {
            "Says what a model takes, gives, consists of and computes.",
            "",
            "MACs are multiplications with addition: those of convolutions, matrix products and"
                    + " recurrent layers. They and the tensors come from one run on random input."
        },
        footer = {
            "",
            "Examples:",
            "  edgewise model info bc-resnet",
            "  edgewise model info --tensors --shape image=1,3,224,224 resnet.onnx"
        })
final class ModelInfoCommand implements Callable<Integer> {

    /// Longer entries of foreign metadata are cut: some files carry whole configurations.
    private static final int LONGEST_ENTRY = 400;

    @Parameters(paramLabel = "MODEL", description = "A shipped model or an ONNX file.")
    private String model = "";

    @Option(
            names = "--tensors",
            description =
                    "List every tensor on the way: type, shape, bytes, and the MACs up to it.")
    private boolean tensors;

    @Mixin private ShapeOption shape = new ShapeOption();

    @Option(names = "--json", description = "Print one JSON object, always with the tensors.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        OnnxFile file = OnnxFile.open(model);
        Map<String, List<Long>> shapes = shape.shapes();
        GraphFacts facts;
        String unknown = "";
        try {
            facts = GraphFacts.of(file, shapes);
        } catch (ModelException e) {
            facts = GraphFacts.of(file);
            unknown = String.valueOf(e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? ModelInfoJson.of(file, facts, unknown) : text(file, facts));
        if (!unknown.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(Main.failure(spec, unknown + "; so no MACs and tensors"));
            return Main.FAILED;
        }
        return Main.DONE;
    }

    private String text(OnnxFile file, GraphFacts facts) {
        StringBuilder text = new StringBuilder(list(file, facts).text(Terminal.COLUMNS));
        text.append("\n\n").append(operators(facts).text(Terminal.COLUMNS));
        if (tensors && !facts.tensors().isEmpty()) {
            text.append("\n\n").append(tensors(facts).text(Terminal.COLUMNS));
        }
        return text.toString();
    }

    private static FactList list(OnnxFile file, GraphFacts facts) {
        FactList list = new FactList();
        list.add("file", "%s, %s bytes".formatted(file.source(), number(file.bytes().length)));
        list.add("SHA-256", file.sha256());
        StringBuilder format = new StringBuilder("format " + file.format());
        file.opsets().forEach((domain, opset) -> format.append(", " + domain + " " + opset));
        list.add("ONNX", format.toString());
        list.add("written by", file.producer());
        ports(list, "input", file.inputs());
        ports(list, "output", file.outputs());
        if (file.card().isPresent()) {
            card(list, file.card().get());
        } else {
            file.metadata()
                    .forEach(
                            (key, value) ->
                                    list.add(
                                            key,
                                            value.length() > LONGEST_ENTRY
                                                    ? value.substring(0, LONGEST_ENTRY) + "…"
                                                    : value));
        }
        list.add("parameters", number(facts.parameters()));
        facts.macs()
                .ifPresent(
                        macs ->
                                list.add(
                                        "MACs",
                                        number(macs) + " in one run" + inputs(file, facts)));
        if (!facts.uncounted().isEmpty()) {
            list.add("", "without those inside others: " + String.join(", ", facts.uncounted()));
        }
        return list;
    }

    /// The shapes that it was run with.
    private static String inputs(OnnxFile file, GraphFacts facts) {
        List<String> names = file.inputs().stream().map(Port::name).toList();
        return facts.tensors().stream()
                .filter(tensor -> names.contains(tensor.name()))
                .map(tensor -> ", " + tensor.name() + " " + tensor.shape())
                .collect(Collectors.joining());
    }

    private static void ports(FactList list, String name, List<Port> ports) {
        String next = name;
        for (Port port : ports) {
            list.add(next, port.name() + ": " + port.typeAndShape());
            next = "";
        }
    }

    private static void card(FactList list, ModelCard card) {
        list.add("name", card.name() + ", version " + card.version());
        list.add("labels", String.join(" ", card.labels()));
        list.add(
                "takes",
                "%s samples at %s Hz".formatted(number(card.samples()), number(card.sampleRate())));
        list.add("data", card.data());
        list.add("recipe", card.recipe());
        list.add("seed", card.seed());
        list.add("scores", card.scores());
        card.selfTest().ifPresent(test -> list.add("self-test", "on demo clip " + test.clip()));
    }

    private static Table operators(GraphFacts facts) {
        if (facts.macs().isEmpty()) {
            Table table = Table.of("", Column.text("Operator"), Column.number("Nodes", ""));
            for (GraphFacts.Operator operator : facts.operators()) {
                table = table.row(operator.name(), "" + operator.nodes());
            }
            return table;
        }
        Table table =
                Table.of(
                        "",
                        Column.text("Operator"),
                        Column.number("Nodes", ""),
                        Column.number("MACs", ""),
                        Column.number("Share", "%"));
        double all = facts.macs().getAsLong();
        for (GraphFacts.Operator operator : facts.operators()) {
            long macs = operator.macs().orElse(0);
            table =
                    table.row(
                            Cell.of(operator.name()),
                            Cell.of("" + operator.nodes()),
                            Cell.of(macs > 0 ? number(macs) : ""),
                            macs > 0 ? Cell.of(100 * macs / all, 1) : Cell.of(""));
        }
        return table;
    }

    private static Table tensors(GraphFacts facts) {
        Table table =
                Table.of(
                        "",
                        Column.text("Tensor"),
                        Column.text("Type"),
                        Column.text("Shape"),
                        Column.number("Bytes", ""),
                        Column.number("MACs up to it", ""));
        for (GraphFacts.TensorFacts tensor : facts.tensors()) {
            table =
                    table.row(
                            tensor.name(),
                            tensor.type().label(),
                            tensor.shape().toString(),
                            number(tensor.bytes()),
                            number(tensor.macs()));
        }
        return table;
    }

    /// A whole number with its thousands apart.
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
