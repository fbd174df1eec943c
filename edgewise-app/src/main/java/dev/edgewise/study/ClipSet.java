package dev.edgewise.study;

import dev.edgewise.audio.DemoClips;
import dev.edgewise.audio.WavFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The clips of a study: copies of their own, so that servers can be pointed at them and nothing
/// changes while measuring.
///
/// @param folder that holds the copies
/// @param names of the copies. All are in one folder, whatever folders they come from, so that an
/// upload's time is that of its files alone
/// @param source where they come from, in words
/// @param synthetic whether no human spoke them
record ClipSet(Path folder, List<String> names, String source, boolean synthetic) {

    ClipSet {
        names = List.copyOf(names);
    }

    /// Copies clips into `folder` and checks that each can be read.
    ///
    /// @param from a folder, a file, or the clips that ship with the program if empty
    /// @param most so many are drawn if there are more
    /// @throws IOException naming a folder without audio, or a file that is none
    static ClipSet gather(Optional<Path> from, int most, RandomGenerator random, Path folder)
            throws IOException {
        if (from.isEmpty()) {
            List<String> names = new ArrayList<>();
            for (String path : draw(DemoClips.paths(), most, random)) {
                names.add(flat(path, names));
                Files.write(folder.resolve(names.getLast()), DemoClips.bytes(path));
            }
            return new ClipSet(
                    folder,
                    names,
                    names.size() + " synthetic clips that ship with the program",
                    true);
        }
        Path source = from.get();
        if (!Files.exists(source)) {
            throw new IOException(source + ": no such file or folder");
        }
        List<Path> all = Files.isDirectory(source) ? wavFiles(source) : List.of(source);
        List<Path> drawn = draw(all, most, random);
        List<String> names = new ArrayList<>();
        for (Path original : drawn) {
            WavFile.read(original);
            Path inside = drawn.size() == 1 ? original.getFileName() : source.relativize(original);
            names.add(flat(String.valueOf(inside), names));
            Files.copy(original, folder.resolve(names.getLast()));
        }
        String count =
                drawn.size() == all.size()
                        ? drawn.size() + (drawn.size() == 1 ? " clip" : " clips")
                        : drawn.size() + " of " + all.size() + " clips, drawn at random,";
        return new ClipSet(folder, names, count + " from " + source, false);
    }

    /// What will be known of them once they are gone.
    ClipFacts facts() throws IOException {
        List<ClipFile> files = new ArrayList<>();
        for (String name : names) {
            files.add(ClipFile.of(folder, name));
        }
        return new ClipFacts(source, synthetic, files);
    }

    /// The size of the largest of them.
    long largestBytes() throws IOException {
        long largest = 0;
        for (String name : names) {
            largest = Math.max(largest, Files.size(folder.resolve(name)));
        }
        return largest;
    }

    /// Copies the clips to where another process may have them, with `prefix` before their names.
    void copyTo(Path other, String prefix) throws IOException {
        for (String name : names) {
            Files.copy(folder.resolve(name), other.resolve(prefix + name));
        }
    }

    /// A name for a file at `path`, different from those that are `taken`.
    private static String flat(String path, List<String> taken) {
        String name = path.replaceAll("[/\\\\:\\p{Cntrl}]+", "-");
        return taken.contains(name) ? (taken.size() + 1) + "-" + name : name;
    }

    private static <T extends Comparable<? super T>> List<T> draw(
            List<T> all, int most, RandomGenerator random) {
        List<T> drawn = new ArrayList<>(all);
        if (drawn.size() > most) {
            Collections.shuffle(drawn, random);
            drawn.subList(most, drawn.size()).clear();
        }
        Collections.sort(drawn);
        return drawn;
    }

    private static List<Path> wavFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> found =
                    files.filter(Files::isRegularFile)
                            .filter(file -> isVisibleWav(folder.relativize(file)))
                            .sorted()
                            .toList();
            if (found.isEmpty()) {
                throw new IOException(folder + ": no .wav file in this folder");
            }
            return found;
        } catch (UncheckedIOException e) {
            throw new IOException(folder + ": can't be read: " + e.getMessage(), e);
        }
    }

    private static boolean isVisibleWav(Path path) {
        for (Path name : path) {
            if (name.toString().startsWith(".")) {
                return false;
            }
        }
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".wav");
    }
}
