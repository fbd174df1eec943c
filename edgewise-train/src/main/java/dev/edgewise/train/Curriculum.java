package dev.edgewise.train;

import dev.edgewise.recognize.ClipList;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// What is learned in each epoch, in which order. It is drawn from the seed and the epoch's
/// number, and from nothing else, so that a training can be resumed at any epoch.
///
/// Each epoch has all the clips of the words and, drawn anew, as many unknown words and as many
/// silent clips as a word has clips on average. Silence is noise, more or less loud.
final class Curriculum {

    /// An epoch in the seeds of two trainings: prime, and beyond any number of epochs.
    private static final long EPOCHS = 1_000_003;

    /// What the validation clips are drawn from: the same ones for all trainings.
    private static final long VALIDATION = 20_180_411;

    private final Labels labels;
    private final List<Lesson> words;
    private final List<Lesson> unknown;
    private final Noises noises;
    private final int samples;
    private final long seed;

    /// @param words clips of the words, for training
    /// @param unknown clips of other words, for training
    /// @param samples of a clip
    Curriculum(
            Labels labels,
            List<Lesson> words,
            List<Lesson> unknown,
            Noises noises,
            int samples,
            long seed) {
        this.labels = labels;
        this.words = List.copyOf(words);
        this.unknown = List.copyOf(unknown);
        this.noises = noises;
        this.samples = samples;
        this.seed = seed;
    }

    /// Clips in an epoch.
    int size() {
        int each = each(words);
        return words.size()
                + (labels.unknown() ? Math.min(each, unknown.size()) : 0)
                + (labels.silence() ? each : 0);
    }

    /// The random numbers of `epoch`, counted from 1; those of 0 draw the first weights.
    SplittableRandom random(int epoch) {
        return new SplittableRandom(seed * EPOCHS + epoch);
    }

    /// The lessons of an epoch whose random numbers are `random`.
    List<Lesson> lessons(SplittableRandom random) {
        List<Lesson> lessons = new ArrayList<>(words);
        int each = each(words);
        if (labels.unknown()) {
            List<Lesson> drawn = new ArrayList<>(unknown);
            shuffle(drawn, random);
            lessons.addAll(drawn.subList(0, Math.min(each, drawn.size())));
        }
        if (labels.silence()) {
            for (int i = 0; i < each; i++) {
                lessons.add(
                        new Lesson(
                                noises.training(samples, gain(random), random),
                                labels.indexOfSilence(),
                                0));
            }
        }
        shuffle(lessons, random);
        lessons.replaceAll(lesson -> new Lesson(lesson.clip(), lesson.label(), random.nextLong()));
        return lessons;
    }

    /// The clips to judge by: all of `wordClips`, and of `unknownClips` and silence as many as
    /// a word has on average, always the same ones.
    static List<Lesson> validation(
            Labels labels,
            List<Lesson> wordClips,
            List<Lesson> unknownClips,
            Noises noises,
            int samples) {
        SplittableRandom random = new SplittableRandom(VALIDATION);
        List<Lesson> lessons = new ArrayList<>(wordClips);
        int each = wordClips.size() / labels.words().size();
        if (labels.unknown()) {
            List<Lesson> drawn = new ArrayList<>(unknownClips);
            shuffle(drawn, random);
            lessons.addAll(drawn.subList(0, Math.min(each, drawn.size())));
        }
        if (labels.silence()) {
            // A list names no clip twice.
            Set<ClipList.Entry> cuts = new LinkedHashSet<>();
            while (cuts.size() < each) {
                cuts.add(noises.validation(samples, gain(random), random));
            }
            cuts.forEach(cut -> lessons.add(new Lesson(cut, labels.indexOfSilence(), 0)));
        }
        return lessons;
    }

    /// Hundredths, so that a list of clips stays readable.
    private static double gain(SplittableRandom random) {
        return random.nextInt(101) / 100.0;
    }

    private int each(List<Lesson> clips) {
        return clips.size() / labels.words().size();
    }

    private static <T> void shuffle(List<T> list, SplittableRandom random) {
        for (int i = list.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            T other = list.get(j);
            list.set(j, list.get(i));
            list.set(i, other);
        }
    }
}
