package dev.edgewise.recognize;

import dev.edgewise.audio.AudioException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/// A folder of WAV files, with all folders below it. What is hidden (its name begins with a dot)
/// stays out, and so does what is no file.
public final class ClipFolder {

    private ClipFolder() {}

    /// The clips in `folder`, sorted by name. Links are followed.
    ///
    /// @throws AudioException if there is none, or a folder can't be read
    public static List<ClipSource> clips(Path folder) throws AudioException {
        return files(folder).stream()
                .map(ClipSource::file)
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    /// The files of the clips in `folder`, each beginning with `folder`, sorted. Links are
    /// followed.
    ///
    /// @throws AudioException if there is none, or a folder can't be read
    public static List<Path> files(Path folder) throws AudioException {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(
                    folder,
                    EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                    Integer.MAX_VALUE,
                    new Collector(folder, found));
        } catch (IOException e) {
            throw new AudioException(folder + ": can't be read: " + e.getMessage());
        }
        if (found.isEmpty()) {
            throw new AudioException(folder + ": no .wav file in this folder");
        }
        return found.stream().sorted().toList();
    }

    private static final class Collector extends SimpleFileVisitor<Path> {

        private final Path folder;
        private final List<Path> found;

        Collector(Path folder, List<Path> found) {
            this.folder = folder;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return hidden(directory) && !directory.equals(folder)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!attributes.isOther()
                    && !hidden(file)
                    && file.toString().toLowerCase(Locale.ROOT).endsWith(".wav")) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        /// A link that leads back up is passed by; what else can't be looked into is an error.
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof java.nio.file.FileSystemLoopException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        private static boolean hidden(Path path) {
            Path name = path.getFileName();
            return name != null && name.toString().startsWith(".");
        }
    }
}
