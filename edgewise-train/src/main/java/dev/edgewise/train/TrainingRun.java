package dev.edgewise.train;

import dev.edgewise.dataset.DataSet;
import dev.edgewise.dataset.Recording;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.OnnxModel;
import dev.edgewise.recognize.Split;
import dev.edgewise.recognize.Splits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One training from the recordings to the file: features are made, the network is trained and
/// exported, the export is held to what was trained, and only then the file is written.
final class TrainingRun {

    private static final int SAMPLE_RATE = 16_000;
    private static final String VERSION = "1";

    private final Settings settings;
    private final Watcher watcher;

    /// What is to be trained, and on what.
    ///
    /// @param threads that compute; with another number the last bits of the weights may differ
    /// @param credit what the recordings are and who made them, for the card
    record Settings(
            DataSet data, Recipe recipe, long seed, int threads, Path file, String credit) {}

    /// What was made.
    ///
    /// @param difference the largest difference of a probability between the trained network and
    /// the exported model
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

        /// `clips` will be learned by `recipe`.
        void training(int clips, int validationClips, Recipe recipe);
    }

    TrainingRun(Settings settings, Watcher watcher) {
        this.settings = settings;
        this.watcher = watcher;
    }

    /// Runs it.
    ///
    /// @throws IOException if the data isn't enough, training fails, or the file can't be written;
    /// then there is no file, or the one that was there before
    Result run() throws IOException {
        ModelFile file = new ModelFile(settings.file());
        FrontEnd frontEnd = FrontEnd.TUTORIAL;
        DataSet data = settings.data();
        Network network = Network.tutorialCnn(data.words().size());
        List<Recording> forTraining = data.recordings(Split.TRAINING);
        List<Recording> forValidation = data.recordings(Split.VALIDATION);
        Torch.load(settings.threads());
        try (ClipReader reader =
                        new ClipReader(SAMPLE_RATE, frontEnd.samples(), settings.threads());
                Features features = new Features(frontEnd, settings.threads())) {
            watcher.reading(forTraining.size() + forValidation.size());
            Moments spectrograms = new Moments();
            Examples training = features.of(forTraining, reader, spectrograms, watcher::read);
            Examples validation = features.of(forValidation, reader, new Moments(), watcher::read);
            requireEnough(training, validation, reader.skipped());

            watcher.training(training.size(), validation.size(), settings.recipe());
            Training lesson = new Training(settings.recipe(), settings.seed(), watcher);
            lesson.drawWeights();
            try (TorchNetwork trained =
                    new TorchNetwork(
                            network,
                            frontEnd,
                            new TorchNetwork.Normalizer(
                                    spectrograms.mean(), spectrograms.deviation()),
                            settings.recipe().learningRate())) {
                Training.Outcome outcome = lesson.run(trained, training, validation);
                ModelCard card = card(network, frontEnd, training.size(), outcome);
                byte[] bytes = OnnxExport.model(frontEnd, network, trained.weights(), card);
                double difference = difference(bytes, trained, features, reader, forValidation);
                file.write(bytes);
                return new Result(card, outcome.validation(), difference, reader.skipped());
            }
        }
    }

    private double difference(
            byte[] bytes,
            TorchNetwork trained,
            Features features,
            ClipReader reader,
            List<Recording> recordings)
            throws IOException {
        double difference = 0;
        try (OnnxModel exported =
                OnnxModel.load(settings.file().toString(), bytes, settings.threads())) {
            Agreement agreement = new Agreement(exported, trained, features);
            for (int from = 0; from < recordings.size(); from += Features.BATCH) {
                int to = Math.min(recordings.size(), from + Features.BATCH);
                ClipReader.Batch batch = reader.read(recordings.subList(from, to));
                if (batch.size() > 0) {
                    difference = agreement.compare(batch.waveforms());
                }
            }
        }
        return difference;
    }

    private void requireEnough(Examples training, Examples validation, List<String> skipped)
            throws TrainingException {
        DataSet data = settings.data();
        List<String> lacking = new ArrayList<>();
        for (int word = 0; word < data.words().size(); word++) {
            if (!training.has(word)) {
                lacking.add(data.words().get(word));
            }
        }
        String because = skipped.isEmpty() ? "" : " that can be read: " + skipped.getFirst();
        if (!lacking.isEmpty()) {
            throw new TrainingException(
                    data.folder()
                            + ": no training clip of "
                            + String.join(", ", lacking)
                            + because);
        }
        if (validation.size() == 0) {
            throw new TrainingException(
                    data.folder()
                            + ": no validation clip"
                            + (because.isEmpty()
                                    ? ": name some in " + Splits.VALIDATION_LIST
                                    : because));
        }
    }

    private ModelCard card(
            Network network, FrontEnd frontEnd, int trainingClips, Training.Outcome outcome) {
        Score score = outcome.validation();
        return new ModelCard(
                network.name(),
                VERSION,
                settings.data().words(),
                SAMPLE_RATE,
                frontEnd.samples(),
                String.format(
                        Locale.ROOT,
                        "%s: %d clips for training, %d for validation",
                        settings.credit(),
                        trainingClips,
                        score.clips()),
                String.format(
                        Locale.ROOT,
                        "%s; the weights after the last epoch (%d); computed with %d thread%s",
                        settings.recipe().inWords(),
                        outcome.epochs(),
                        settings.threads(),
                        settings.threads() == 1 ? "" : "s"),
                Long.toString(settings.seed()),
                String.format(
                        Locale.ROOT,
                        "accuracy %.4f (%d of %d validation clips), loss %.4f",
                        score.accuracy(),
                        score.correct(),
                        score.clips(),
                        score.loss()));
    }
}
