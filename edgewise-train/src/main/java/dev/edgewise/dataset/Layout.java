package dev.edgewise.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What lies in a data set's folder, by the names alone.
///
/// @param words the WAV files in each folder that has some, sorted; the folder's name is the word
/// @param noise the WAV files in folders whose name begins with `_`, as `_background_noise_` does
/// @param unlabelled WAV files beside the folders, whose word nobody knows
record Layout(
        Path folder, SortedMap<String, List<Path>> words, List<Path> noise, List<Path> unlabelled) {

    Layout {
        words = Collections.unmodifiableSortedMap(words);
        noise = List.copyOf(noise);
        unlabelled = List.copyOf(unlabelled);
    }

    /// Looks into `folder`. What is hidden (its name begins with a dot) stays out.
    ///
    /// @throws DataSetException if it is no folder, or there is no recording of a word
    static Layout of(Path folder) throws DataSetException {
        requireFolder(folder);
        try {
            SortedMap<String, List<Path>> words = new TreeMap<>();
            List<Path> noise = new ArrayList<>();
            List<Path> folders = folders(folder);
            for (Path inside : folders) {
                List<Path> files = wavFiles(inside);
                String name = inside.getFileName().toString();
                if (name.startsWith("_")) {
                    noise.addAll(files);
                } else if (!files.isEmpty()) {
                    words.put(name, files);
                }
            }
            List<Path> unlabelled = wavFiles(folder);
            if (words.isEmpty()) {
                throw new DataSetException(folder + ": " + why(folders, unlabelled));
            }
            return new Layout(folder, words, noise, unlabelled);
        } catch (DataSetException e) {
            throw e;
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(folder, e);
        }
    }

    private static String why(List<Path> folders, List<Path> unlabelled) throws IOException {
        if (!unlabelled.isEmpty()) {
            return "its recordings have no word: expected a folder of WAV files a word";
        }
        for (Path inside : folders) {
            for (Path deeper : folders(inside)) {
                if (!wavFiles(deeper).isEmpty()) {
                    return "no recordings (expected a folder of WAV files a word); did you mean "
                            + inside
                            + "?";
                }
            }
        }
        return "no recordings: expected a folder of WAV files a word";
    }

    static void requireFolder(Path folder) throws DataSetException {
        if (!Files.exists(folder)) {
            throw new DataSetException(folder + ": no such folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new DataSetException(folder + ": not a folder");
        }
    }

    static DataSetException unreadable(Path folder, Exception e) {
        return new DataSetException(folder + ": can't be read: " + reason(e), e);
    }

    /// Why a file couldn't be read or written, in a few words, without its name where it has one
    /// of its own.
    static String reason(Exception e) {
        if (e instanceof UncheckedIOException && e.getCause() instanceof IOException cause) {
            return reason(cause);
        }
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return e instanceof FileSystemException failure
                ? failure.getClass()
                                .getSimpleName()
                                .replaceAll("Exception$", "")
                                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                                .toLowerCase(Locale.ROOT)
                        + ": "
                        + failure.getFile()
                : String.valueOf(e.getMessage());
    }

    private static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /// The WAV files in `folder`, sorted; none if it is no folder.
    static List<Path> wavFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Layout::isWav).sorted().toList();
        }
    }

    private static boolean isWav(Path file) {
        String name = file.getFileName().toString();
        return name.toLowerCase(Locale.ROOT).endsWith(".wav")
                && !name.startsWith(".")
                && Files.isRegularFile(file);
    }
}
