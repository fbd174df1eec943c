package dev.edgewise.dataset;

import dev.edgewise.recognize.Split;
import dev.edgewise.recognize.Splits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Recordings of single words in the layout of Speech Commands: a folder of WAV files a word.
/// [Splits] tells what each is for.
///
/// @param folder where it lies
/// @param words what is spoken, in the order of the labels
/// @param recordings of the words, in an order that is the same on every machine
public record DataSet(Path folder, List<String> words, List<Recording> recordings) {

    /// The words of the TensorFlow tutorial.
    public static final List<String> TUTORIAL_WORDS =
            List.of("down", "go", "left", "no", "right", "stop", "up", "yes");

    public DataSet {
        words = List.copyOf(words);
        recordings = List.copyOf(recordings);
    }

    /// Lists the recordings of `words` in `folder`.
    ///
    /// @throws DataSetException if it isn't a folder, a word has no recordings, or there are
    /// fewer than two words
    public static DataSet list(Path folder, List<String> words) throws DataSetException {
        Layout.requireFolder(folder);
        if (Set.copyOf(words).size() < 2) {
            throw new DataSetException(
                    folder
                            + ": needs two different words at least to tell apart, got "
                            + String.join(", ", words));
        }
        for (String word : words) {
            if (word.isBlank() || word.contains("/") || Collections.frequency(words, word) > 1) {
                throw new DataSetException(
                        "'" + word + "': no word, or there twice; a word is a folder's name");
            }
        }
        try {
            Splits splits = Splits.of(folder);
            List<Recording> recordings = new ArrayList<>();
            for (int word = 0; word < words.size(); word++) {
                List<Path> files = Layout.wavFiles(folder.resolve(words.get(word)));
                if (files.isEmpty()) {
                    throw new DataSetException(missing(folder, words.get(word)));
                }
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    recordings.add(
                            new Recording(file, word, splits.of(words.get(word) + "/" + name)));
                }
            }
            return new DataSet(folder, words, recordings);
        } catch (DataSetException e) {
            throw e;
        } catch (IOException | UncheckedIOException e) {
            throw Layout.unreadable(folder, e);
        }
    }

    /// The tutorial's words that have recordings in `folder`; all of them if none has.
    public static List<String> tutorialWords(Path folder) throws DataSetException {
        try {
            List<String> words = new ArrayList<>();
            for (String word : TUTORIAL_WORDS) {
                if (!Layout.wavFiles(folder.resolve(word)).isEmpty()) {
                    words.add(word);
                }
            }
            return words.isEmpty() ? TUTORIAL_WORDS : words;
        } catch (IOException | UncheckedIOException e) {
            throw Layout.unreadable(folder, e);
        }
    }

    /// The recordings that are for `split`.
    public List<Recording> recordings(Split split) {
        return recordings.stream().filter(recording -> recording.split() == split).toList();
    }

    /// The recordings of other words, whose word is number `words.size()`; those of `heldOut`
    /// are left out.
    ///
    /// @throws DataSetException if a word held out is one of the words, or has no recordings
    public List<Recording> otherWords(List<String> heldOut) throws DataSetException {
        SortedMap<String, List<Path>> others = new TreeMap<>(Layout.of(folder).words());
        others.keySet().removeAll(words);
        for (String word : heldOut) {
            if (others.remove(word) == null) {
                throw new DataSetException(
                        "'" + word + "': can't be held out; it is no other word of " + folder);
            }
        }
        try {
            Splits splits = Splits.of(folder);
            List<Recording> recordings = new ArrayList<>();
            others.forEach(
                    (word, files) -> {
                        for (Path file : files) {
                            Split split = splits.of(word + "/" + file.getFileName());
                            recordings.add(new Recording(file, words.size(), split));
                        }
                    });
            return recordings;
        } catch (IOException e) {
            throw Layout.unreadable(folder, e);
        }
    }

    /// The recordings of noise alone, long ones.
    public List<Path> noises() throws DataSetException {
        return Layout.of(folder).noise();
    }

    private static String missing(Path folder, String word) throws DataSetException {
        return folder
                + ": no WAV files of the word '"
                + word
                + "' (expected in "
                + word
                + "/); --words chooses among its folders, such as "
                + Layout.of(folder).words().firstKey();
    }
}
