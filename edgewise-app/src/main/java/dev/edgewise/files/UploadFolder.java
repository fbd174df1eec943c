package dev.edgewise.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The folder that holds uploaded files, and the only way to them. A path from outside is taken
/// apart by [UploadPath], and then leads to a regular file inside the folder or to one refusal.
///
/// Links are never followed, neither as the file nor on the way to it: the real path of what is
/// opened must be the path that was asked for, before it is opened and after. Pipes, devices and
/// sockets are not files. Nothing that comes through this class can make a link, so what is left
/// is a local user with rights in the folder who swaps a folder for a link between the two looks.
///
/// Files are written whole or not at all: into an unfinished file, which then takes the place.
/// Any number of threads may use a folder at once.
public final class UploadFolder {

    /// A file in the folder: its path with `/` between the names, and its size in bytes.
    public record Entry(String path, long size) {}

    /// What a folder holds directly.
    ///
    /// @param size of a file, in bytes; 0 of a folder
    public record Child(String name, boolean folder, long size) {

        /// As `ls -l` would list it.
        public String listed() {
            return String.format(
                    Locale.ROOT,
                    "%s 1 edgewise edgewise %12d Jan  1  1970 %s",
                    folder ? "drwxr-xr-x" : "-rw-r--r--",
                    size,
                    name);
        }
    }

    private static final int BUFFER = 1 << 16;

    /// No file is that long on its way.
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path root;
    private final Confinement inside;
    private final long largest;

    private UploadFolder(Path root, long largest) {
        this.root = root;
        this.largest = largest;
        inside = new Confinement(root);
    }

    /// The folder at `root`, for files of at most `largest` bytes. Unfinished files are removed
    /// that
    /// a server left there a day ago, because it was killed.
    ///
    /// @throws IOException naming `root` if it is missing or no folder
    public static UploadFolder open(Path root, long largest) throws IOException {
        if (!Files.exists(root)) {
            throw new IOException(root + ": no such folder");
        }
        if (!Files.isDirectory(root)) {
            throw new IOException(root + ": not a folder");
        }
        removeAbandoned(root, Instant.now().minus(ABANDONED));
        return new UploadFolder(root.toRealPath(), largest);
    }

    private static void removeAbandoned(Path root, Instant before) throws IOException {
        try (DirectoryStream<Path> unfinished =
                Files.newDirectoryStream(root, UploadPath.UNFINISHED + "*")) {
            for (Path file : unfinished) {
                BasicFileAttributes attributes =
                        Files.readAttributes(
                                file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (attributes.isRegularFile()
                        && attributes.lastModifiedTime().toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (FileSystemException | DirectoryIteratorException e) {
            // What can't be removed does no harm, and another server may have done it.
            return;
        }
    }

    /// Opens file `path` for reading.
    ///
    /// @throws FileRefusal if there is no such regular file inside the folder
    /// @throws FileTooLarge if it has grown beyond the folder's limit by other means
    public StoredFile open(String path) throws IOException {
        StoredFile file = new StoredFile(path, channel(path));
        if (file.size() > largest) {
            file.close();
            throw new FileTooLarge(path, largest);
        }
        return file;
    }

    /// Opens file `path` for reading, however large it is.
    ///
    /// @throws FileRefusal if there is no such regular file inside the folder
    public SeekableByteChannel channel(String path) throws IOException {
        Path file = inside.existing(path);
        try {
            SeekableByteChannel channel =
                    Files.newByteChannel(
                            file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            if (!Confinement.isReal(file)) {
                channel.close();
                throw UploadPath.refusal(path);
            }
            return channel;
        } catch (FileSystemException e) {
            throw UploadPath.refusal(path);
        }
    }

    /// Writes what `in` gives as file `path`, making the folders on the way to it.
    ///
    /// @return whether the file is new; false if it took another's place
    /// @throws FileRefusal if no file inside the folder can have that path
    /// @throws FileTooLarge if `in` gives more than the folder's limit
    /// @throws FileNotKept if the disk is full, or can't be written to
    public boolean write(String path, InputStream in) throws IOException {
        try (IncomingFile upload = begin(path, 0)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                upload.write(buffer, n);
            }
            return upload.finish();
        }
    }

    /// Begins to write file `path`, of which `size` bytes are announced.
    ///
    /// @throws FileRefusal if no file inside the folder can have that path
    /// @throws FileTooLarge if the folder doesn't take as many
    public IncomingFile begin(String path, long size) throws IOException {
        if (size > largest) {
            throw new FileTooLarge(path, largest);
        }
        inside.place(path, false);
        return new IncomingFile(path, inside, largest);
    }

    /// Deletes file `path`.
    ///
    /// @throws FileRefusal if there is no such regular file inside the folder
    public void delete(String path) throws IOException {
        Path file = inside.existing(path);
        try {
            Files.delete(file);
        } catch (NoSuchFileException e) {
            throw UploadPath.refusal(path);
        } catch (FileSystemException e) {
            throw FileNotKept.because(path, "can't be deleted", e);
        }
    }

    /// All regular files inside the folder, by path.
    public List<Entry> list() throws IOException {
        List<Entry> entries = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        List<String> names = new ArrayList<>();
                        root.relativize(file).forEach(name -> names.add(name.toString()));
                        String path = String.join("/", names);
                        if (attributes.isRegularFile() && isServed(path)) {
                            entries.add(new Entry(path, attributes.size()));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        entries.sort(Comparator.comparing(Entry::path));
        return entries;
    }

    /// How large file `path` is, in bytes.
    ///
    /// @throws FileRefusal if there is no such regular file inside the folder
    public long size(String path) throws IOException {
        try (SeekableByteChannel channel = channel(path)) {
            return channel.size();
        }
    }

    /// What folder `path` holds, by name; "." is the folder itself. Folders without files aren't
    /// told of.
    ///
    /// @throws FileRefusal if there is no such folder inside the folder
    public List<Child> children(String path) throws IOException {
        if (!inside.isFolder(path)) {
            throw UploadPath.refusal(path);
        }
        String in = path.equals(".") ? "" : path + "/";
        Map<String, Child> children = new TreeMap<>();
        for (Entry entry : list()) {
            if (entry.path().startsWith(in)) {
                String rest = entry.path().substring(in.length());
                int slash = rest.indexOf('/');
                Child child =
                        slash < 0
                                ? new Child(rest, false, entry.size())
                                : new Child(rest.substring(0, slash), true, 0);
                children.put(child.name(), child);
            }
        }
        return List.copyOf(children.values());
    }

    /// Makes folder `path`, and those on the way to it.
    ///
    /// @throws FileRefusal if no folder inside the folder can have that path, or one has it
    public void makeFolder(String path) throws IOException {
        inside.makeFolder(path);
    }

    /// Whether `path` is a folder inside the folder; "." is the folder itself.
    public boolean isFolder(String path) {
        return inside.isFolder(path);
    }

    private static boolean isServed(String path) {
        try {
            UploadPath.of(path);
            return true;
        } catch (FileRefusal e) {
            return false;
        }
    }
}
