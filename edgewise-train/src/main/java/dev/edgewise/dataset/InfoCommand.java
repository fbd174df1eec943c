package dev.edgewise.dataset;

import dev.edgewise.cli.Terminal;
import dev.edgewise.report.ProgressBar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `edgewise dataset info`: counts.
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        description = {
            "Counts the recordings of a data set: by word and by what they are for, their speakers,"
                    + " lengths, sample rates and size.",
            ""
        },
        footer = {
            "",
            "DIR is laid out like Speech Commands: a folder of WAV files a word. What a clip is for"
                    + " is told by validation_list.txt and testing_list.txt, and where there is"
                    + " neither, by a hash of the speaker.",
            "",
            "Example:",
            "  edgewise dataset info speech_commands"
        })
final class InfoCommand implements Callable<Integer> {

    private static final int COLUMNS = 80;

    @Parameters(paramLabel = "DIR", description = "The data set.")
    private Path folder;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        InfoText text = new InfoText(read(folder));
        System.out.println(json ? text.json() : text.text(COLUMNS));
        return ExitCode.OK;
    }

    /// Listens to all recordings in `folder`, on all cores.
    static Recordings read(Path folder) throws DataSetException {
        Layout layout = Layout.of(folder);
        long files =
                layout.noise().size()
                        + layout.words().values().stream().mapToLong(clips -> clips.size()).sum();
        try (ProgressBar bar =
                Terminal.ofStandardError().progress(true).start("reading clips", files)) {
            return Recordings.examine(
                    layout, Runtime.getRuntime().availableProcessors(), bar::step);
        }
    }
}
