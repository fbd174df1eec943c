package dev.edgewise.train;

import dev.edgewise.cli.Terminal;
import dev.edgewise.dataset.CtrlC;
import dev.edgewise.dataset.DataSet;
import dev.edgewise.dataset.Stop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The `edgewise train` command.
@Command(
        name = "edgewise train",
        version = "edgewise 0.1.0",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains a network on recorded words and writes it as one ONNX file, which takes the"
                    + " waveform and gives the words' probabilities.",
            ""
        },
        footer = {
            "",
            "Networks: tutorial-cnn (TensorFlow's tutorial \"Simple audio recognition\"), ds-cnn-s"
                    + " (MLPerf Tiny's), bc-resnet-1, -2, -3 (broadcasted residual learning; other"
                    + " widths too, such as bc-resnet-1.5).",
            "",
            "DIR is laid out like Speech Commands: a folder of WAV files a word;"
                    + " validation_list.txt names the clips kept for validation (such as"
                    + " yes/a.wav, one a line), without it a hash of the speaker decides.",
            "",
            "Examples:",
            "  edgewise train tutorial-cnn --data speech_commands --seed 3 \\",
            "      --out my-words.onnx",
            "  edgewise train bc-resnet-1.5 --data speech_commands --words yes,no \\",
            "      --out my-words.onnx --resume",
            "  edgewise recognize --model my-words.onnx clip.wav"
        })
public final class Main implements Callable<Integer> {

    private static final String SPEECH_COMMANDS =
            "Speech Commands (Pete Warden, Google, 2018, https://arxiv.org/abs/1804.03209),"
                    + " CC BY 4.0";

    private static final int SKIPPED_SHOWN = 20;

    @Spec private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "NETWORK",
            description =
                    "What to train: tutorial-cnn, ds-cnn-s, bc-resnet-1, bc-resnet-2 or"
                            + " bc-resnet-3.")
    private String network;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The recordings, a folder a word.")
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The file to write. Default: NETWORK.onnx in this folder.")
    private @Nullable Path out;

    @Option(
            names = "--words",
            split = ",",
            paramLabel = "WORD",
            description =
                    "The words to tell apart, in the order of the labels. Default: those of"
                            + " the tutorial's eight (down, go, left, no, right, stop, up, yes)"
                            + " that have a folder.")
    private @Nullable List<String> words;

    @Option(
            names = "--reject",
            negatable = true,
            description =
                    "Also learn _unknown_, from all other folders, and _silence_, from"
                            + " _background_noise_. Default: as the network's recipe says"
                            + " (tutorial-cnn doesn't), where DIR has them.")
    private @Nullable Boolean reject;

    @Option(
            names = "--hold-out",
            split = ",",
            paramLabel = "WORD",
            description =
                    "Other words that are never learned, so that the model can be judged by them"
                            + " (edgewise model evaluate).")
    private List<String> heldOut = List.of();

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description =
                    "What the first weights, the clips' order, their changes and dropout are drawn"
                            + " from. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description =
                    "How often each clip is seen, at most. Default: 10 for tutorial-cnn, 36 for"
                            + " ds-cnn-s, 200 for bc-resnet.")
    private @Nullable Integer epochs;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description =
                    "End when the validation loss has not fallen for so many epochs; 0: never."
                            + " Default: 2 for tutorial-cnn, else 0.")
    private @Nullable Integer patience;

    @Option(
            names = "--voices",
            description =
                    "Change speed and pitch by up to 10 %% and loudness by up to 10 dB too, for"
                            + " recordings from elsewhere.")
    private boolean voices;

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            description =
                    "Where the last epoch, the best one and the learning curve (curve.svg) are"
                            + " kept. Default: FILE.training.")
    private @Nullable Path checkpoints;

    @Option(
            names = "--resume",
            description =
                    "Go on with the training in that folder, which was ended by Ctrl-C, say; the"
                            + " result is that of an unbroken run.")
    private boolean resume;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "How many threads compute. Default: one a core. The same seed and number"
                            + " of threads give the same weights.")
    private @Nullable Integer threads;

    @Option(
            names = "--credit",
            paramLabel = "TEXT",
            description =
                    "What the recordings are, their licence and makers, for the model's card."
                            + " Speech Commands is known by its README.md.")
    private @Nullable String credit;

    private Main() {}

    public static void main(String[] args) {
        boolean named = args.length > 0 && args[0].equals("train");
        dev.edgewise.cli.Main.start(
                new Main(), named ? Arrays.copyOfRange(args, 1, args.length) : args);
    }

    @Override
    public Integer call() throws IOException {
        Networks chosen = Networks.named(network).orElseThrow(this::unknownNetwork);
        Recipe recipe = chosen.recipe();
        if (epochs != null) {
            recipe = recipe.withEpochs(atLeast(1, "--epochs", epochs));
        }
        if (patience != null) {
            recipe = recipe.withPatience(atLeast(0, "--patience", patience));
        }
        if (voices) {
            recipe = recipe.withAugmentation(recipe.augmentation().withVoices(0.1, 10));
        }
        Path file = out == null ? Path.of(network + ".onnx") : out;
        TrainingRun.Settings settings =
                new TrainingRun.Settings(
                        chosen,
                        DataSet.list(data, words == null ? DataSet.tutorialWords(data) : words),
                        reject == null ? recipe.rejects() : reject,
                        heldOut,
                        recipe,
                        seed,
                        atLeast(
                                1,
                                "--threads",
                                threads == null
                                        ? Runtime.getRuntime().availableProcessors()
                                        : threads),
                        file,
                        checkpoints == null
                                ? file.resolveSibling(file.getFileName() + ".training")
                                : checkpoints,
                        resume,
                        credit == null ? knownCredit(data) : credit);
        try (CtrlC ctrlC = CtrlC.of(spec.qualifiedName())) {
            return train(settings, ctrlC.stop());
        }
    }

    private int train(TrainingRun.Settings settings, Stop stop) throws IOException {
        try {
            TrainingRun.Result result;
            try (TrainingProgress progress =
                    new TrainingProgress(Terminal.ofStandardError().progress(true))) {
                result = new TrainingRun(settings, progress, stop).run();
            }
            tell(settings, result);
            return CommandLine.ExitCode.OK;
        } catch (Stop.Stopped e) {
            int epochs = CheckpointFolder.resumable(settings.checkpoints(), settings.file());
            System.err.println(
                    spec.qualifiedName()
                            + (epochs == 0
                                    ? ": stopped before an epoch had ended; nothing is kept"
                                    : ": stopped after epoch "
                                            + epochs
                                            + " of "
                                            + settings.recipe().epochs()
                                            + "; the same command with --resume goes on"
                                            + " from there"));
            return CtrlC.INTERRUPTED;
        }
    }

    private static void tell(TrainingRun.Settings settings, TrainingRun.Result result) {
        List<String> skipped = result.skipped();
        if (!skipped.isEmpty()) {
            System.err.println(
                    skipped.size() == 1
                            ? "1 clip was skipped:"
                            : skipped.size() + " clips were skipped:");
            skipped.stream()
                    .limit(SKIPPED_SHOWN)
                    .forEach(line -> System.err.println("  " + Terminal.printable(line)));
            if (skipped.size() > SKIPPED_SHOWN) {
                System.err.println("  and " + (skipped.size() - SKIPPED_SHOWN) + " more");
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s: accuracy %.1f %% (%d of %d validation clips), loss %.4f%n",
                settings.file(),
                100 * result.validation().accuracy(),
                result.validation().correct(),
                result.validation().clips(),
                result.validation().loss());
        System.out.printf(
                Locale.ROOT,
                "exported and trained network differ by %.1e at most in a probability%n",
                result.difference());
    }

    private ParameterException unknownNetwork() {
        return new ParameterException(
                spec.commandLine(),
                network + ": no such network; there is " + String.join(", ", Networks.NAMES));
    }

    private int atLeast(int least, String option, int value) {
        if (value < least) {
            throw new ParameterException(
                    spec.commandLine(), option + ": must be " + least + " or more, got " + value);
        }
        return value;
    }

    private static String knownCredit(Path data) throws IOException {
        Path readme = data.resolve("README.md");
        return Files.isRegularFile(readme)
                        && new String(Files.readAllBytes(readme), StandardCharsets.UTF_8)
                                .contains("Speech Commands")
                ? SPEECH_COMMANDS
                : "recordings of unstated origin and licence";
    }
}
