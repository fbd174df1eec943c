package dev.edgewise.cli;

import dev.edgewise.audio.AudioException;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.model.ModelStore;
import dev.edgewise.model.OnnxModel;
import dev.edgewise.recognize.Batch;
import dev.edgewise.recognize.ClipFolder;
import dev.edgewise.recognize.ClipSource;
import dev.edgewise.recognize.LocalRecognizer;
import dev.edgewise.report.ProgressBar;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `edgewise recognize`: clips in, a line a clip out.
@Command(
        name = "recognize",
        description = {
            "Says which word is spoken in each clip.",
            "",
            "A line has the file, the word and the model's confidence (0 to 1). A folder goes through with all its folders, on all cores; a summary follows. Where its"
                    + " folders are named by the words spoken in their clips, the summary says how"
                    + " many were recognised right, and which were taken for which."
        },
        footer = {
            "",
            "Examples:",
            "  edgewise recognize clip.wav",
            "  edgewise recognize --json recordings/ > words.jsonl"
        })
final class RecognizeCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR|-",
            description =
                    "WAV files, folders of them (hidden files are skipped), or - for standard input.")
    private List<String> inputs = List.of();

    @Option(
            names = "--model",
            paramLabel = "NAME|FILE",
            defaultValue = ModelStore.DEFAULT,
            description = "A shipped model or an ONNX file. Default: ${DEFAULT-VALUE}.")
    private String model = ModelStore.DEFAULT;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "1",
            description = "Print the N likeliest words of each clip. Default: ${DEFAULT-VALUE}.")
    private int top;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Recognise N clips at once. Default: one a core.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--json",
            description =
                    "Print JSON Lines: {\"file\",\"word\",\"confidence\",\"scores\"}, always with the"
                            + " scores of all words.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        requirePositive("--top", top);
        requirePositive("--threads", threads);
        PrintWriter err = spec.commandLine().getErr();
        List<ClipSource> clips = new ArrayList<>();
        int missing = 0;
        boolean folders = false;
        for (String input : inputs) {
            try {
                if (input.equals("-")) {
                    Clip clip = WavFile.read("standard input", System.in);
                    clips.add(new ClipSource("-", () -> clip));
                } else if (Files.isDirectory(path(input))) {
                    clips.addAll(ClipFolder.clips(path(input)));
                    folders = true;
                } else {
                    clips.add(ClipSource.file(path(input)));
                }
            } catch (AudioException e) {
                err.println(Main.failure(spec, String.valueOf(e.getMessage())));
                missing++;
            }
        }
        if (clips.isEmpty()) {
            return Main.FAILED;
        }
        try (OnnxModel opened = ModelStore.open(model, 1)) {
            return recognize(clips, opened, folders) && missing == 0 ? Main.DONE : Main.FAILED;
        }
    }

    /// Whether all of them could be recognised.
    private boolean recognize(List<ClipSource> clips, OnnxModel opened, boolean folders) {
        PrintWriter out = spec.commandLine().getOut();
        PredictionLines lines =
                json ? PredictionLines.json() : PredictionLines.text(clips, opened.card(), top);
        FolderSummary summary = new FolderSummary(opened.card().labels(), clips, System.nanoTime());
        Terminal terminal = Terminal.ofStandardError();
        try (ProgressBar bar = terminal.progress(folders).start("recognize", clips.size())) {
            Batch.run(
                    new LocalRecognizer(opened),
                    clips,
                    threads,
                    answer -> {
                        switch (answer) {
                            case Batch.Recognized clip -> {
                                bar.above(() -> out.println(lines.line(clip)));
                                summary.add(clip);
                                bar.step(clip.name());
                            }
                            case Batch.Failed clip -> {
                                bar.say(Main.failure(spec, clip.reason()));
                                summary.addFailed();
                                bar.step(clip.name());
                            }
                        }
                    });
        }
        if (folders) {
            summary.print(spec.commandLine().getErr(), System.nanoTime());
        }
        return summary.failed() == 0;
    }

    private Path path(String input) throws AudioException {
        try {
            return Path.of(input);
        } catch (InvalidPathException e) {
            throw new AudioException(input + ": no such file");
        }
    }

    private void requirePositive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(
                    spec.commandLine(), option + ": expected 1 or more, got " + value);
        }
    }
}
