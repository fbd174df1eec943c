package dev.edgewise.dataset;

import dev.edgewise.recognize.Split;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a data set consists of.
///
/// @param words one a word, in alphabetical order
/// @param all all words together
/// @param rates how many clips there are of each sample rate, in Hz
/// @param noise how many recordings of noise can be read, and their seconds
/// @param bytes what all recordings take on disk
/// @param broken recordings that can't be read; they are counted as clips, but have no length
/// @param unlabelled WAV files without a word, which are counted nowhere else
record Inventory(
        List<Count> words,
        Count all,
        SortedMap<Integer, Integer> rates,
        Noise noise,
        long bytes,
        int broken,
        int unlabelled) {

    /// Recordings of noise.
    record Noise(int recordings, double seconds) {}

    /// The clips of a word, or of all.
    ///
    /// @param splits how many are for what
    /// @param speakers how many different people speak; 0 where no name tells
    /// @param seconds the clips' lengths, sorted
    record Count(
            String word,
            int clips,
            Map<Split, Integer> splits,
            int speakers,
            List<Double> seconds) {

        Count {
            splits = Map.copyOf(splits);
            seconds = seconds.stream().sorted().toList();
        }

        int clips(Split split) {
            return splits.getOrDefault(split, 0);
        }

        /// The length, in seconds, that `share` of the clips don't exceed; NaN if there is none.
        double length(double share) {
            return seconds.isEmpty()
                    ? Double.NaN
                    : seconds.get((int) Math.round(share * (seconds.size() - 1)));
        }

        double totalSeconds() {
            return seconds.stream().mapToDouble(Double::doubleValue).sum();
        }

        /// How many clips last `length` seconds, to the millisecond.
        long ofLength(double length) {
            return seconds.stream().filter(s -> Math.abs(s - length) < 5e-4).count();
        }
    }

    Inventory {
        words = List.copyOf(words);
        rates = new TreeMap<>(rates);
    }

    static Inventory of(Recordings recordings) {
        Map<String, List<Recordings.Item>> byWord = new LinkedHashMap<>();
        recordings
                .clips()
                .forEach(
                        item ->
                                byWord.computeIfAbsent(item.word(), w -> new ArrayList<>())
                                        .add(item));
        SortedMap<Integer, Integer> rates = new TreeMap<>();
        recordings.sounds().forEach(sound -> rates.merge(sound.sampleRate(), 1, Integer::sum));
        List<Examined> files = new ArrayList<>(recordings.noise());
        recordings.clips().forEach(item -> files.add(item.found()));
        List<Examined.Sound> noise =
                recordings.noise().stream()
                        .filter(Examined.Sound.class::isInstance)
                        .map(Examined.Sound.class::cast)
                        .toList();
        return new Inventory(
                byWord.entrySet().stream()
                        .map(word -> count(word.getKey(), word.getValue()))
                        .toList(),
                count("all", recordings.clips()),
                rates,
                new Noise(noise.size(), noise.stream().mapToDouble(Examined.Sound::seconds).sum()),
                files.stream().mapToLong(Examined::bytes).sum(),
                (int) files.stream().filter(Examined.Broken.class::isInstance).count(),
                recordings.layout().unlabelled().size());
    }

    private static Count count(String word, List<Recordings.Item> items) {
        Map<Split, Integer> splits = new EnumMap<>(Split.class);
        Set<String> speakers = new HashSet<>();
        for (Recordings.Item item : items) {
            splits.merge(item.split(), 1, Integer::sum);
            item.speaker().ifPresent(speakers::add);
        }
        return new Count(
                word,
                items.size(),
                splits,
                speakers.size(),
                items.stream()
                        .map(Recordings.Item::found)
                        .filter(Examined.Sound.class::isInstance)
                        .map(found -> ((Examined.Sound) found).seconds())
                        .toList());
    }
}
