package dev.edgewise.train;

import dev.edgewise.dataset.DataSet;
import dev.edgewise.dataset.Recording;
import dev.edgewise.dataset.Stop;
import dev.edgewise.evaluate.ClipSelection;
import dev.edgewise.evaluate.Evaluation;
import dev.edgewise.evaluate.EvaluationResult;
import dev.edgewise.evaluate.LabelledClip;
import dev.edgewise.evaluate.TemperatureCheck;
import dev.edgewise.measure.RunContext;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.OnnxFile;
import dev.edgewise.model.OnnxModel;
import dev.edgewise.model.SelfTest;
import dev.edgewise.model.Temperature;
import dev.edgewise.model.WholeFile;
import dev.edgewise.recognize.ClipList;
import dev.edgewise.recognize.LocalRecognizer;
import dev.edgewise.recognize.Split;
import dev.edgewise.recognize.Splits;
import dev.edgewise.report.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One training from the recordings to the file: the clips are read, the network is trained
/// epoch by epoch, each of which is kept, and exported; the export is held to what was trained,
/// and only then the file is written.
final class TrainingRun {

    private static final int SAMPLE_RATE = 16_000;
    private static final String VERSION = "1";
    private static final int COMPARED_AT_ONCE = 64;

    /// The demo clip that models are tested on wherever they are.
    private static final String SELF_TEST = "yes/en-gb-f.wav";

    private final Settings settings;
    private final Watcher watcher;
    private final Stop stop;

    /// What is to be trained, and on what.
    ///
    /// @param rejects whether other words and silence have labels of their own
    /// @param heldOut other words that are never learned
    /// @param threads that compute; with another number the last bits of the weights may differ
    /// @param checkpoints the folder that keeps the training as it is after each epoch
    /// @param resume whether to go on with what is in that folder
    /// @param credit what the recordings are and who made them, for the card
    record Settings(
            Networks network,
            DataSet data,
            boolean rejects,
            List<String> heldOut,
            Recipe recipe,
            long seed,
            int threads,
            Path file,
            Path checkpoints,
            boolean resume,
            String credit) {

        Settings {
            heldOut = List.copyOf(heldOut);
        }
    }

    /// What was made.
    ///
    /// @param validation how good the model is on the validation clips
    /// @param difference the largest difference of a probability between the trained network
    /// and the exported model
    /// @param skipped recordings that could not be read, a line each
    record Result(ModelCard card, Score validation, double difference, List<String> skipped) {

        Result {
            skipped = List.copyOf(skipped);
        }
    }

    /// Is told how far the run has come.
    interface Watcher extends Training.Listener {

        /// `recordings` will be read; [#read] tells of them.
        void reading(int recordings);

        void read(int recordings);

        /// Where the judging of the exported model is shown.
        Progress progress();

        /// An epoch of `clips` clips will be learned again and again by `recipe`.
        ///
        /// @param epochs that have been learned before
        void training(int clips, int validationClips, Recipe recipe, int epochs);
    }

    /// @param stop ends the run before the next step; what was kept of it can be resumed
    TrainingRun(Settings settings, Watcher watcher, Stop stop) {
        this.settings = settings;
        this.watcher = watcher;
        this.stop = stop;
    }

    /// Runs it.
    ///
    /// @throws IOException if the data isn't enough, training fails, or the file can't be
    /// written; then there is no file, or the one that was there before. So it is where it was
    /// stopped ([Stop.Stopped])
    Result run() throws IOException {
        WholeFile file = WholeFile.at(settings.file());
        if (settings.resume()) {
            CheckpointFolder.requireTraining(settings.checkpoints());
        } else {
            CheckpointFolder.requireNone(settings.checkpoints(), settings.file());
        }
        DataSet data = settings.data();
        List<Recording> others = data.otherWords(settings.heldOut());
        Noises noises =
                new Noises(data.folder(), needsNoise() ? data.noises() : List.of(), SAMPLE_RATE);
        Labels labels = labels(others, noises);
        Network network = settings.network().network().apply(labels.names().size());
        FrontEnd frontEnd = network.frontEnd();
        Torch.load(settings.threads());
        int feeders = Math.max(1, settings.threads() / 2);
        try (Feeder feeder =
                        new Feeder(data.folder(), SAMPLE_RATE, frontEnd, noises, feeders, stop);
                Scan scan = new Scan(feeder, frontEnd, settings.threads(), stop)) {
            Clips clips = clips(scan, labels, others);
            List<Lesson> validation =
                    Curriculum.validation(
                            labels,
                            clips.validationWords(),
                            clips.validationOthers(),
                            noises,
                            frontEnd.samples());
            Curriculum curriculum =
                    new Curriculum(
                            labels,
                            clips.words(),
                            clips.others(),
                            noises,
                            frontEnd.samples(),
                            settings.seed());
            String asked = inWords(labels, clips);
            CheckpointFolder folder =
                    settings.resume()
                            ? CheckpointFolder.resume(settings.checkpoints(), asked)
                            : CheckpointFolder.begin(
                                    settings.checkpoints(), asked, settings.file());
            list(validation).write(folder.folder().resolve("validation.txt"), remarks(labels));

            Optimizer optimizer = settings.recipe().optimizer();
            History history = History.NONE;
            Weights first;
            if (settings.resume()) {
                Checkpoint last = folder.last();
                first = last.weights();
                history = last.history();
                optimizer.remember(last.memory());
            } else {
                first = FirstWeights.of(network, clips.moments(), curriculum.random(0));
            }
            watcher.training(
                    curriculum.size(), validation.size(), settings.recipe(), history.size());
            try (TorchNetwork trained = new TorchNetwork(network, first)) {
                new Training(settings.recipe(), curriculum, validation, feeder, watcher)
                        .run(
                                trained,
                                optimizer,
                                history,
                                (kept, memory, epochs) ->
                                        folder.keep(kept.weights(), memory, epochs));
            }
            Checkpoint chosen = settings.recipe().best() ? folder.best() : folder.last();
            ModelCard card =
                    card(labels, frontEnd, curriculum.size(), chosen, folder.last().history());
            byte[] plain = OnnxExport.model(network, chosen.weights(), card);
            double difference = difference(plain, network, chosen.weights(), feeder, validation);
            EvaluationResult judged;
            try (OnnxModel model =
                    OnnxModel.load(settings.file().toString(), plain, settings.threads())) {
                ClipSelection clipsToJudge =
                        ClipSelection.of(
                                data.folder(), card.labels(), list(validation), settings.file());
                judged = judged(model, clipsToJudge, Set.of());
                card = card.withScores(judged.forCard() + heldOut(model));
            }
            card = card.with(SelfTest.of(settings.file().toString(), plain, SELF_TEST));
            OnnxFile whole =
                    OnnxFile.of(
                            settings.file().toString(),
                            OnnxExport.model(network, chosen.weights(), card));
            Optional<TemperatureCheck> honest =
                    judged.temperature().filter(TemperatureCheck::helps);
            if (honest.isPresent()) {
                TemperatureCheck check = honest.orElseThrow();
                whole = Temperature.apply(whole, check.temperature(), check.inWords());
            }
            file.write(whole.bytes());
            return new Result(
                    card,
                    chosen.history().last().validation(),
                    difference,
                    List.copyOf(scan.skipped()));
        }
    }

    /// What can be read.
    private record Clips(
            List<Lesson> words,
            List<Lesson> others,
            List<Lesson> validationWords,
            List<Lesson> validationOthers,
            Moments moments) {}

    private boolean needsNoise() {
        return settings.rejects() || settings.recipe().augmentation().noise() > 0;
    }

    private Clips clips(Scan scan, Labels labels, List<Recording> others) throws IOException {
        List<Recording> recordings = new ArrayList<>(settings.data().recordings());
        if (labels.unknown()) {
            recordings.addAll(others);
        }
        List<Lesson> training = lessons(recordings, Split.TRAINING, scan);
        List<Lesson> validation = lessons(recordings, Split.VALIDATION, scan);
        watcher.reading(training.size() + validation.size());
        Moments moments = new Moments();
        training = scan.readable(training, moments, watcher::read);
        validation = scan.readable(validation, new Moments(), watcher::read);
        Clips clips =
                new Clips(
                        ofWords(training, labels, true),
                        ofWords(training, labels, false),
                        ofWords(validation, labels, true),
                        ofWords(validation, labels, false),
                        moments);
        requireEnough(labels, clips, List.copyOf(scan.skipped()));
        return clips;
    }

    private List<Lesson> lessons(List<Recording> recordings, Split split, Scan scan) {
        Path folder = settings.data().folder();
        List<Lesson> lessons = new ArrayList<>();
        for (Recording recording : recordings) {
            if (recording.split() == split) {
                String name = folder.relativize(recording.file()).toString();
                try {
                    ClipList.Entry clip = ClipList.Entry.whole(name.replace('\\', '/'));
                    lessons.add(new Lesson(clip, recording.word(), 0));
                } catch (IllegalArgumentException e) {
                    scan.skip(recording.file() + ": no name for a clip: " + e.getMessage());
                }
            }
        }
        return lessons;
    }

    private static List<Lesson> ofWords(List<Lesson> lessons, Labels labels, boolean known) {
        int words = labels.words().size();
        return lessons.stream().filter(lesson -> lesson.label() < words == known).toList();
    }

    private Labels labels(List<Recording> others, Noises noises) {
        return new Labels(
                settings.data().words(),
                settings.rejects() && !others.isEmpty(),
                settings.rejects() && noises.any());
    }

    private void requireEnough(Labels labels, Clips clips, List<String> skipped)
            throws TrainingException {
        Path folder = settings.data().folder();
        Set<Integer> there = new HashSet<>();
        clips.words().forEach(lesson -> there.add(lesson.label()));
        List<String> lacking = new ArrayList<>();
        for (int word = 0; word < labels.words().size(); word++) {
            if (!there.contains(word)) {
                lacking.add(labels.words().get(word));
            }
        }
        if (labels.unknown() && clips.others().isEmpty()) {
            lacking.add("another word");
        }
        String because = skipped.isEmpty() ? "" : " that can be read: " + skipped.getFirst();
        if (!lacking.isEmpty()) {
            throw new TrainingException(
                    folder + ": no training clip of " + String.join(", ", lacking) + because);
        }
        if (clips.validationWords().isEmpty()) {
            throw new TrainingException(
                    folder
                            + ": no validation clip"
                            + (because.isEmpty()
                                    ? ": name some in " + Splits.VALIDATION_LIST
                                    : because));
        }
    }

    private double difference(
            byte[] bytes, Network network, Weights weights, Feeder feeder, List<Lesson> lessons)
            throws IOException {
        double difference = 0;
        int samples = network.frontEnd().samples();
        try (OnnxModel exported =
                        OnnxModel.load(settings.file().toString(), bytes, settings.threads());
                TorchNetwork trained = new TorchNetwork(network, weights);
                Features features = new Features(network.frontEnd(), settings.threads())) {
            Agreement agreement = new Agreement(exported, trained, features);
            for (int from = 0; from < lessons.size(); from += COMPARED_AT_ONCE) {
                int to = Math.min(lessons.size(), from + COMPARED_AT_ONCE);
                float[] waveforms = new float[(to - from) * samples];
                for (int i = from; i < to; i++) {
                    float[] waveform = feeder.waveform(lessons.get(i).clip());
                    System.arraycopy(waveform, 0, waveforms, (i - from) * samples, samples);
                }
                difference = agreement.compare(waveforms);
            }
        }
        return difference;
    }

    /// What the exported model makes of `clips`.
    private EvaluationResult judged(OnnxModel model, ClipSelection clips, Set<String> heldOut)
            throws IOException {
        RunContext context = RunContext.capture(Clock.systemUTC(), settings.seed(), Map.of(), "");
        return new Evaluation(model.card(), clips, heldOut, context)
                .run(new LocalRecognizer(model), settings.threads(), watcher.progress());
    }

    /// What is to be said in the card of words that were held out: nothing, if none has validation
    /// clips, or the model has no label for them.
    private String heldOut(OnnxModel model) throws IOException {
        ClipSelection clips =
                ClipSelection.of(
                        settings.data().folder(),
                        model.card().labels(),
                        ClipSelection.Part.VALIDATION);
        Set<String> words = new HashSet<>(settings.heldOut());
        words.retainAll(clips.clips().stream().map(LabelledClip::folder).toList());
        return words.isEmpty() ? "" : "; " + judged(model, clips, words).heldOutForCard();
    }

    private static ClipList list(List<Lesson> lessons) {
        return new ClipList(lessons.stream().map(Lesson::clip).toList());
    }

    private static List<String> remarks(Labels labels) {
        return List.of(
                "The clips that a training judges by: all validation clips of "
                        + String.join(", ", labels.words()),
                "and, drawn once, as many other words and cuts of noise as a word has clips.");
    }

    /// What a checkpoint must agree with, a line each.
    private String inWords(Labels labels, Clips clips) {
        List<String> names =
                List.of(clips.words(), clips.others(), clips.validationWords()).stream()
                        .flatMap(List::stream)
                        .map(lesson -> lesson.clip().file())
                        .toList();
        return String.join(
                "\n",
                "network " + settings.network().name(),
                "labels " + String.join(",", labels.names()),
                "recipe " + settings.recipe().inWords(),
                "seed " + settings.seed(),
                "threads " + settings.threads(),
                String.format("%d clips (%08x)", names.size(), names.hashCode()));
    }

    private ModelCard card(
            Labels labels,
            FrontEnd frontEnd,
            int trainingClips,
            Checkpoint chosen,
            History history) {
        Score score = chosen.history().last().validation();
        String name = settings.file().getFileName().toString().replaceFirst("\\.onnx$", "");
        return new ModelCard(
                name,
                VERSION,
                labels.names(),
                SAMPLE_RATE,
                frontEnd.samples(),
                String.format(
                        Locale.ROOT,
                        "%s: %d clips an epoch for training, %d for validation%s",
                        settings.credit(),
                        trainingClips,
                        score.clips(),
                        settings.heldOut().isEmpty()
                                ? ""
                                : "; held out: " + String.join(" ", settings.heldOut())),
                String.format(
                        Locale.ROOT,
                        "%s: %s; the weights after epoch %d of %d%s; computed with %d thread%s",
                        settings.network().name(),
                        settings.recipe().inWords(),
                        chosen.history().size(),
                        history.size(),
                        settings.recipe().best() ? ", the best on the validation clips" : "",
                        settings.threads(),
                        settings.threads() == 1 ? "" : "s"),
                Long.toString(settings.seed()),
                "");
    }
}
