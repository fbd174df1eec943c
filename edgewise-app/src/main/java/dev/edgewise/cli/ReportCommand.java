package dev.edgewise.cli;

import dev.edgewise.model.WholeFile;
import dev.edgewise.study.OutputFolder;
import dev.edgewise.study.SideBySide;
import dev.edgewise.study.SideBySideCsv;
import dev.edgewise.study.SideBySideJson;
import dev.edgewise.study.SideBySidePage;
import dev.edgewise.study.SideBySideText;
import dev.edgewise.study.StudyText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `edgewise report`: runs of `compare`, drawn again and laid side by side.
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Draws runs of compare again, and lays several side by side.",
            "",
            "Computes every figure anew from a run's folder: study.json and samples.jsonl. Of one"
                    + " run it writes the page there again. Of several it tells how far apart they"
                    + " lie: in the same blocks for models and links of one run, as independent"
                    + " measurements for runs of different devices or days."
        },
        footer = {
            "",
            "Examples: the page again; three devices; a table and data for a paper",
            "  edgewise report edgewise-compare",
            "  edgewise report notebook phone board --out devices.html",
            "  edgewise report edgewise-compare --markdown",
            "  edgewise report notebook phone --csv figures.csv"
        })
final class ReportCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "the folder of a run: what --out was to compare")
    List<Path> folders = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE.html",
            description =
                    "where the page goes (default: index.html in the run's folder, unless something"
                            + " else is asked for; of several runs none is written)")
    @Nullable Path out;

    @Option(
            names = "--markdown",
            paramLabel = "FILE|-",
            arity = "0..1",
            fallbackValue = Destination.STDOUT,
            converter = Destination.Form.class,
            description = "the tables in Markdown, to a file or (-, or nothing) printed")
    @Nullable Destination markdown;

    @Option(
            names = "--csv",
            paramLabel = "FILE|-",
            arity = "0..1",
            fallbackValue = Destination.STDOUT,
            converter = Destination.Form.class,
            description =
                    "every time at every place, with interval and percentiles, as comma-separated"
                            + " values")
    @Nullable Destination csv;

    @Option(
            names = "--json",
            paramLabel = "FILE|-",
            arity = "0..1",
            fallbackValue = Destination.STDOUT,
            converter = Destination.Form.class,
            description = "all of it as one JSON object")
    @Nullable Destination json;

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        long printed =
                Stream.of(markdown, csv, json).filter(to -> to != null && to.printed()).count();
        if (printed > 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--markdown, --csv, --json: one of them can be printed, the others need a file");
        }
        SideBySide results = SideBySide.read(folders);
        PrintWriter to = spec.commandLine().getOut();
        write(markdown, () -> SideBySideText.markdown(results));
        write(csv, () -> SideBySideCsv.of(results));
        write(json, () -> SideBySideJson.of(results) + "\n");
        boolean asked = markdown != null || csv != null || json != null;
        @Nullable Path page = out == null && asked ? null : page(results);
        if (printed == 0) {
            to.print(
                    folders.size() == 1
                            ? StudyText.of(results.runs().getFirst(), Terminal.COLUMNS)
                            : SideBySideText.of(results, Terminal.COLUMNS));
            if (page != null) {
                to.println();
                to.println("The page: " + page);
            }
        }
        to.flush();
        return Main.DONE;
    }

    private @Nullable Path page(SideBySide results) throws IOException {
        if (out != null) {
            WholeFile.at(out).write(SideBySidePage.of(results).html());
            return out;
        }
        if (folders.size() > 1) {
            return null;
        }
        OutputFolder folder = OutputFolder.open(folders.getFirst());
        folder.write(results.runs().getFirst());
        return folder.page();
    }

    private void write(@Nullable Destination where, Supplier<String> text) throws IOException {
        if (where == null) {
            return;
        }
        Optional<WholeFile> file = where.file();
        if (file.isPresent()) {
            file.get().write(text.get());
        } else {
            spec.commandLine().getOut().print(text.get());
        }
    }
}
