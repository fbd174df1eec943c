package dev.edgewise.cli;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.OnnxModel;
import dev.edgewise.recognize.Batch;
import dev.edgewise.recognize.ClipList;
import dev.edgewise.recognize.ClipSource;
import dev.edgewise.recognize.LocalRecognizer;
import dev.edgewise.recognize.Split;
import dev.edgewise.recognize.Splits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The clips of a data set that a model is quantised by: some for its ranges, others to choose by,
/// as many of each label as can be, and those for validation, to compare by.
final class QuantizeClips {

    private static final String UNKNOWN = "_unknown_";
    private static final String SILENCE = "_silence_";
    private static final String NOISE = "_background_noise_";

    /// Which clips are drawn is the same each time.
    private static final long SEED = 1;

    /// A noise recording's end is for validation.
    private static final double NOISE_TO_TRAIN = 0.9;

    /// Hundreds of models are tried on them.
    private static final int MOST_CHOICES = 100;

    private record Labelled(ClipList.Entry entry, String label) {}

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
    private final List<Labelled> validation;
    private final List<float[]> ranges;
    private final List<float[]> choices;

    private QuantizeClips(
            Path folder, List<Labelled> validation, List<float[]> ranges, List<float[]> choices) {
        this.folder = folder;
        this.validation = validation;
        this.ranges = ranges;
        this.choices = choices;
    }

    /// Lists the clips in `folder`, and reads those that aren't for validation.
    ///
    /// @param list names the validation clips; without it, all are taken that the folder's lists
    /// say are for it
    /// @param wanted how many for the ranges, and at most how many to choose by
    /// @param failed is told of clips that can't be read; they are left out
    /// @throws IOException if there are none, or a folder or a list can't be read
    static QuantizeClips of(
            Path folder, Optional<Path> list, ModelCard card, int wanted, Consumer<String> failed)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    folder + (Files.exists(folder) ? ": not a folder" : ": no such folder"));
        }
        Splits splits = Splits.of(folder);
        Random random = new Random(SEED);
        List<Labelled> validation = new ArrayList<>();
        List<List<ClipList.Entry>> training = new ArrayList<>();
        for (String label : card.labels()) {
            List<ClipList.Entry> drawn = new ArrayList<>();
            if (label.equals(SILENCE)) {
                drawn.addAll(noises(folder, 2 * wanted / card.labels().size(), random));
            } else {
                for (String clip : clips(folder, label, card)) {
                    ClipList.Entry entry = ClipList.Entry.whole(clip);
                    switch (splits.of(clip)) {
                        case Split.TRAINING -> drawn.add(entry);
                        case Split.VALIDATION -> validation.add(new Labelled(entry, label));
                        case Split.TEST -> {}
                    }
                }
            }
            Collections.shuffle(drawn, random);
            training.add(drawn);
        }
        if (list.isPresent()) {
            validation.clear();
            for (ClipList.Entry entry : ClipList.read(list.get()).entries()) {
                validation.add(new Labelled(entry, label(entry.folder(), card, list.get())));
            }
        }
        if (validation.isEmpty()) {
            throw new IOException(none(folder, "for validation", card));
        }
        List<float[]> waveforms = read(folder, inTurn(training, 2 * wanted), card, failed);
        if (waveforms.size() < 2) {
            throw new IOException(none(folder, "to calibrate with", card));
        }
        int half = waveforms.size() / 2;
        return new QuantizeClips(
                folder,
                validation,
                waveforms.subList(0, half),
                waveforms.subList(half, Math.min(half + MOST_CHOICES, waveforms.size())));
    }

    private static String none(Path folder, String what, ModelCard card) {
        return "%s: no clips %s: a folder a word is needed (%s), with WAV files"
                .formatted(folder, what, String.join(", ", card.labels()));
    }

    /// What is spoken in `folder`'s clips, in the labels of the model.
    private static String label(String folder, ModelCard card, Path list) throws IOException {
        String label = folder.equals(NOISE) ? SILENCE : folder;
        if (card.labels().contains(label)) {
            return label;
        }
        if (!label.equals(SILENCE) && card.labels().contains(UNKNOWN)) {
            return UNKNOWN;
        }
        throw new IOException(list + ": the model has no label for clips in folder " + folder);
    }

    /// The clips with label `label`: `yes/a.wav`, sorted.
    private static List<String> clips(Path folder, String label, ModelCard card)
            throws IOException {
        List<String> folders =
                label.equals(UNKNOWN)
                        ? names(folder).stream()
                                .filter(name -> !name.startsWith("_") && !name.startsWith("."))
                                .filter(name -> !card.labels().contains(name))
                                .filter(name -> Files.isDirectory(folder.resolve(name)))
                                .toList()
                        : List.of(label);
        List<String> clips = new ArrayList<>();
        for (String word : folders) {
            clips.addAll(wavs(folder, word));
        }
        return clips;
    }

    private static List<String> wavs(Path folder, String word) throws IOException {
        return names(folder.resolve(word)).stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".wav"))
                .filter(name -> !name.startsWith("."))
                .map(name -> word + "/" + name)
                .toList();
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        } catch (IOException e) {
            throw new IOException(folder + ": can't be read: " + e.getMessage(), e);
        }
    }

    /// Seconds of the noise recordings, as loud as they come or softer.
    private static List<ClipList.Entry> noises(Path folder, int wanted, Random random)
            throws IOException {
        List<ClipList.Entry> entries = new ArrayList<>();
        for (String name : wavs(folder, NOISE)) {
            Clip noise = WavFile.read(folder.resolve(name));
            double starts = NOISE_TO_TRAIN * noise.length() - noise.sampleRate();
            for (int i = 0; starts > 0 && i < wanted; i++) {
                entries.add(
                        ClipList.Entry.cut(
                                name, (long) (random.nextDouble() * starts), random.nextDouble()));
            }
        }
        return entries;
    }

    /// The first of each list, then the second of each, up to `wanted`.
    private static List<ClipList.Entry> inTurn(List<List<ClipList.Entry>> lists, int wanted) {
        List<ClipList.Entry> entries = new ArrayList<>();
        int longest = lists.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (List<ClipList.Entry> list : lists) {
                if (i < list.size() && entries.size() < wanted) {
                    entries.add(list.get(i));
                }
            }
        }
        Collections.shuffle(entries, new Random(SEED));
        return entries;
    }

    private static List<float[]> read(
            Path folder, List<ClipList.Entry> entries, ModelCard card, Consumer<String> failed) {
        List<float[]> waveforms = new ArrayList<>();
        for (ClipList.Entry entry : entries) {
            try {
                Clip clip = entry.source(folder).reading().read();
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
        List<ClipSource> clips =
                validation.stream().map(clip -> clip.entry().source(folder)).toList();
        Iterator<Labelled> labels = validation.iterator();
        int[] counts = new int[2];
        try (OnnxModel loaded = OnnxModel.load("the model", model, 1)) {
            Batch.run(
                    new LocalRecognizer(loaded),
                    clips,
                    Runtime.getRuntime().availableProcessors(),
                    answer -> {
                        String label = labels.next().label();
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
