package dev.edgewise.cli;

import dev.edgewise.audio.Clip;
import dev.edgewise.evaluate.ClipSelection;
import dev.edgewise.evaluate.LabelledClip;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.OnnxModel;
import dev.edgewise.recognize.Batch;
import dev.edgewise.recognize.ClipList;
import dev.edgewise.recognize.LocalRecognizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/// The clips of a data set that a model is quantised by: some for its ranges, others to choose by,
/// as many of each label as can be, and those for validation, to compare by.
final class QuantizeClips {

    /// Which clips are drawn is the same each time.
    private static final long SEED = 1;

    /// Hundreds of models are tried on them.
    private static final int MOST_CHOICES = 100;

    /// How many clips were right.
    ///
    /// @param right those that were
    /// @param clips all that could be read, at least one
    record Score(int right, int clips) {

        /// The share that was right, in [0, 1].
        double accuracy() {
            return (double) right / clips;
        }
    }

    private final Path folder;
    private final List<LabelledClip> validation;
    private final List<float[]> ranges;
    private final List<float[]> choices;

    private QuantizeClips(
            Path folder,
            List<LabelledClip> validation,
            List<float[]> ranges,
            List<float[]> choices) {
        this.folder = folder;
        this.validation = validation;
        this.ranges = ranges;
        this.choices = choices;
    }

    /// Lists the clips in `folder`, and reads those that are for training.
    ///
    /// @param list names the validation clips; without it, all are taken that the folder's lists
    /// say are for it
    /// @param wanted how many for the ranges, and at most how many to choose by
    /// @param failed is told of clips that can't be read; they are left out
    /// @throws IOException if there are none, or a folder or a list can't be read
    static QuantizeClips of(
            Path folder, Optional<Path> list, ModelCard card, int wanted, Consumer<String> failed)
            throws IOException {
        ClipSelection validation =
                list.isPresent()
                        ? ClipSelection.of(
                                folder, card.labels(), ClipList.read(list.get()), list.get())
                        : ClipSelection.of(folder, card.labels(), ClipSelection.Part.VALIDATION);
        List<LabelledClip> training =
                ClipSelection.of(folder, card.labels(), ClipSelection.Part.TRAINING).clips();
        List<float[]> waveforms = read(inTurn(training, card, 2 * wanted), card, failed);
        if (waveforms.size() < 2) {
            throw new IOException(folder + ": too few clips for training can be read to calibrate");
        }
        int half = waveforms.size() / 2;
        return new QuantizeClips(
                folder,
                validation.clips(),
                waveforms.subList(0, half),
                waveforms.subList(half, Math.min(half + MOST_CHOICES, waveforms.size())));
    }

    /// One clip of each label, then a second of each, up to `wanted`; in a random order.
    private static List<LabelledClip> inTurn(List<LabelledClip> clips, ModelCard card, int wanted) {
        Random random = new Random(SEED);
        List<List<LabelledClip>> labels = new ArrayList<>();
        for (String label : card.labels()) {
            List<LabelledClip> spoken =
                    new ArrayList<>(clips.stream().filter(c -> c.label().equals(label)).toList());
            Collections.shuffle(spoken, random);
            labels.add(spoken);
        }
        List<LabelledClip> drawn = new ArrayList<>();
        for (int i = 0; i < clips.size() && drawn.size() < wanted; i++) {
            for (List<LabelledClip> spoken : labels) {
                if (i < spoken.size() && drawn.size() < wanted) {
                    drawn.add(spoken.get(i));
                }
            }
        }
        Collections.shuffle(drawn, random);
        return drawn;
    }

    private static List<float[]> read(
            List<LabelledClip> clips, ModelCard card, Consumer<String> failed) {
        List<float[]> waveforms = new ArrayList<>();
        for (LabelledClip labelled : clips) {
            try {
                Clip clip = labelled.source().reading().read();
                waveforms.add(clip.fitTo(card.samples(), card.sampleRate()).samples());
            } catch (IOException e) {
                failed.accept(String.valueOf(e.getMessage()));
            }
        }
        return waveforms;
    }

    /// Waveforms to measure ranges on.
    List<float[]> ranges() {
        return ranges;
    }

    /// Waveforms to choose by.
    List<float[]> choices() {
        return choices;
    }

    /// How many of the validation clips `model`, a file, has right. What can't be read is left out,
    /// and told of.
    ///
    /// @throws IOException if the model can't be used, or no clip can be read
    Score score(byte[] model, Consumer<String> failed) throws IOException {
        // Answers come in the order of the clips.
        Iterator<LabelledClip> known = validation.iterator();
        int[] counts = new int[2];
        try (OnnxModel loaded = OnnxModel.load("the model", model, 1)) {
            Batch.run(
                    new LocalRecognizer(loaded),
                    validation.stream().map(LabelledClip::source).toList(),
                    Runtime.getRuntime().availableProcessors(),
                    answer -> {
                        String label = known.next().label();
                        switch (answer) {
                            case Batch.Recognized clip -> {
                                counts[0] += clip.prediction().word().equals(label) ? 1 : 0;
                                counts[1]++;
                            }
                            case Batch.Failed clip -> failed.accept(clip.reason());
                        }
                    });
        }
        if (counts[1] == 0) {
            throw new IOException(folder + ": none of the clips for validation can be read");
        }
        return new Score(counts[0], counts[1]);
    }
}
