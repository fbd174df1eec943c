package dev.edgewise.cli;

import dev.edgewise.model.ModelCard;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.ModelStore;
import dev.edgewise.model.OnnxFile;
import dev.edgewise.report.Cell;
import dev.edgewise.report.Column;
import dev.edgewise.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `edgewise model list`: which models there are.
@Command(
        name = "list",
        description = {
            "Lists the models that ship with the program, or the ONNX files in a folder.",
            "",
            "Each with its size, what it tells apart, and how good its card says it is."
        },
        footer = {"", "Examples:", "  edgewise model list", "  edgewise model list models/"})
final class ModelListCommand implements Callable<Integer> {

    /// What a line is about: a file that is one, or isn't, and then why.
    private record Listed(String name, @Nullable OnnxFile file, String reason) {}

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "A folder whose *.onnx files are listed. Default: what ships.")
    private @Nullable Path folder;

    @Option(
            names = "--json",
            description =
                    "Print JSON: {\"models\":[{\"name\",\"bytes\",\"sha256\",\"labels\",\"scores\"}]}.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Listed> models = new ArrayList<>();
        for (String name : names()) {
            try {
                models.add(new Listed(name, OnnxFile.open(name), ""));
            } catch (ModelException e) {
                models.add(new Listed(name, null, String.valueOf(e.getMessage())));
            }
        }
        spec.commandLine().getOut().println(json ? json(models) : table(models));
        boolean failed = false;
        for (Listed model : models) {
            if (model.file == null) {
                spec.commandLine().getErr().println(Main.failure(spec, model.reason));
                failed = true;
            }
        }
        return failed ? Main.FAILED : Main.DONE;
    }

    private List<String> names() throws IOException {
        if (folder == null) {
            return ModelStore.SHIPPED;
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + ": not a folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names =
                    files.map(Path::toString).filter(f -> f.endsWith(".onnx")).sorted().toList();
            if (names.isEmpty()) {
                throw new IOException(folder + ": no *.onnx file in it");
            }
            return names;
        }
    }

    private static String table(List<Listed> models) {
        Table table =
                Table.of(
                        "",
                        Column.text("Model"),
                        Column.number("Size", "kB"),
                        Column.text("Labels"),
                        Column.text("Scores"));
        for (Listed model : models) {
            if (model.file == null) {
                continue;
            }
            ModelCard card = model.file.card().orElse(null);
            table =
                    table.row(
                            Cell.of(model.name),
                            Cell.of(model.file.bytes().length / 1e3, 1),
                            card == null
                                    ? Cell.absent(withoutCard(model.file))
                                    : Cell.of(String.join(" ", card.labels())),
                            Cell.of(card == null ? "" : headline(card.scores())));
        }
        return table.text(Terminal.COLUMNS);
    }

    /// What comes first, up to the details.
    private static String headline(String scores) {
        int end = scores.indexOf(';');
        return end < 0 ? scores : scores.substring(0, end);
    }

    private static String withoutCard(OnnxFile file) {
        return file.metadata().containsKey("part")
                ? "A part of a model that was cut."
                : "No card: not one of Edgewise's models.";
    }

    private static String json(List<Listed> models) {
        return JsonText.object(
                out -> {
                    out.writeArrayPropertyStart("models");
                    for (Listed model : models) {
                        if (model.file == null) {
                            continue;
                        }
                        out.writeStartObject();
                        out.writeStringProperty("name", model.name);
                        out.writeNumberProperty("bytes", model.file.bytes().length);
                        out.writeStringProperty("sha256", model.file.sha256());
                        ModelCard card = model.file.card().orElse(null);
                        out.writeName("labels");
                        if (card == null) {
                            out.writeNull();
                        } else {
                            out.writeStartArray();
                            card.labels().forEach(out::writeString);
                            out.writeEndArray();
                        }
                        out.writeStringProperty("scores", card == null ? "" : card.scores());
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                });
    }
}
