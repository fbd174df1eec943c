package dev.edgewise.dataset;

import dev.edgewise.recognize.Split;
import dev.edgewise.recognize.Splits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// All recordings of a data set, listened to.
///
/// @param layout where they lie
/// @param splits who says what each is for
/// @param clips those of words, in the order of the layout
/// @param noise those of noise
record Recordings(Layout layout, Splits splits, List<Item> clips, List<Examined> noise) {

    private static final String SPEAKER_END = "_nohash_";

    /// A recording of a word.
    record Item(String word, Split split, Examined found) {

        /// Who speaks, as far as the file's name tells: what comes before `_nohash_` in it.
        Optional<String> speaker() {
            String file = found.name().substring(found.name().indexOf('/') + 1);
            int end = file.indexOf(SPEAKER_END);
            return end > 0 ? Optional.of(file.substring(0, end)) : Optional.empty();
        }
    }

    Recordings {
        clips = List.copyOf(clips);
        noise = List.copyOf(noise);
    }

    /// Reads all files of `layout`, `threads` at a time.
    ///
    /// @param done is told the name of each once it was read, by any thread
    /// @throws DataSetException if the lists can't be read
    static Recordings examine(Layout layout, int threads, Consumer<String> done)
            throws DataSetException {
        Splits splits;
        try {
            splits = Splits.of(layout.folder());
        } catch (IOException e) {
            throw Layout.unreadable(layout.folder(), e);
        }
        ExecutorService workers =
                Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory());
        try {
            List<Future<Item>> clips = new ArrayList<>();
            for (Map.Entry<String, List<Path>> folder : layout.words().entrySet()) {
                String word = folder.getKey();
                for (Path file : folder.getValue()) {
                    String name = word + "/" + file.getFileName();
                    Split split = splits.of(name);
                    clips.add(
                            workers.submit(() -> new Item(word, split, examine(name, file, done))));
                }
            }
            List<Future<Examined>> noise = new ArrayList<>();
            for (Path file : layout.noise()) {
                String name = layout.folder().relativize(file).toString();
                noise.add(workers.submit(() -> examine(name, file, done)));
            }
            return new Recordings(layout, splits, all(clips), all(noise));
        } finally {
            workers.shutdownNow();
        }
    }

    private static Examined examine(String name, Path file, Consumer<String> done) {
        Examined found = Examined.file(name, file);
        done.accept(name);
        return found;
    }

    private static <T> List<T> all(List<Future<T>> futures) {
        List<T> results = new ArrayList<>();
        try {
            for (Future<T> future : futures) {
                results.add(future.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a recording can't be examined", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading recordings", e);
        }
        return results;
    }

    /// Those of `clips` that can be read.
    List<Examined.Sound> sounds() {
        return clips.stream()
                .map(Item::found)
                .filter(Examined.Sound.class::isInstance)
                .map(Examined.Sound.class::cast)
                .toList();
    }
}
