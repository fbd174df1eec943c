package dev.edgewise.upload;

import dev.edgewise.files.Sha256;
import dev.edgewise.report.Progress;
import dev.edgewise.report.ProgressBar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The files of a folder and of the folders in it, in the order of their paths, so that neighbours
/// lie in the same folder. Links are not followed.
record LocalFolder(Path folder, List<LocalFile> files) {

    private static final int BUFFER = 1 << 16;

    LocalFolder {
        files = List.copyOf(files);
    }

    /// Reads every file once, for its hash.
    ///
    /// @throws IOException naming the folder if it is none or holds no file, or the file that can't
    /// be read
    /// @throws Stopped as soon as `stopped` says so
    static LocalFolder read(Path folder, Progress progress, BooleanSupplier stopped)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    folder + (Files.exists(folder) ? ": not a folder" : ": no such folder"));
        }
        List<Path> paths = new ArrayList<>();
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        goOn(stopped);
                        if (attributes.isRegularFile()) {
                            paths.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        throw new IOException(file + ": can't be read", e);
                    }
                });
        if (paths.isEmpty()) {
            throw new IOException(folder + ": holds no file");
        }
        paths.sort(null);
        List<LocalFile> files = new ArrayList<>();
        try (ProgressBar bar = progress.start("read " + folder, paths.size())) {
            for (Path path : paths) {
                files.add(file(folder, path, stopped));
                bar.step(path.toString());
            }
        }
        return new LocalFolder(folder, files);
    }

    private static LocalFile file(Path folder, Path file, BooleanSupplier stopped)
            throws IOException {
        List<String> names = new ArrayList<>();
        folder.relativize(file).forEach(name -> names.add(name.toString()));
        try {
            return new LocalFile(
                    String.join("/", names), file, Files.size(file), hash(file, stopped));
        } catch (Stopped e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(file + ": can't be read", e);
        }
    }

    private static Sha256 hash(Path file, BooleanSupplier stopped) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                goOn(stopped);
                digest.update(buffer, 0, count);
            }
        }
        return Sha256.of(digest);
    }

    private static void goOn(BooleanSupplier stopped) throws Stopped {
        if (stopped.getAsBoolean()) {
            throw new Stopped();
        }
    }

    long bytes() {
        return files.stream().mapToLong(LocalFile::size).sum();
    }

    long largest() {
        return files.stream().mapToLong(LocalFile::size).max().orElse(0);
    }
}
