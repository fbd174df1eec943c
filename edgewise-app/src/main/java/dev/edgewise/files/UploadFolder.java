package dev.edgewise.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

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
    record Child(String name, boolean folder, long size) {

        /// As `ls -l` would list it.
        String listed() {
            return String.format(
                    Locale.ROOT,
                    "%s 1 edgewise edgewise %12d Jan  1  1970 %s",
                    folder ? "drwxr-xr-x" : "-rw-r--r--",
                    size,
                    name);
        }
    }

    private static final int BUFFER = 1 << 16;
    private static final String NO_PLACE = "no place for a file in the upload folder";

    private final Path root;
    private final long largest;

    private UploadFolder(Path root, long largest) {
        this.root = root;
        this.largest = largest;
    }

    /// The folder at `root`, for files of at most `largest` bytes.
    ///
    /// @throws IOException naming `root` if it is missing or no folder
    public static UploadFolder open(Path root, long largest) throws IOException {
        if (!Files.exists(root)) {
            throw new IOException(root + ": no such folder");
        }
        if (!Files.isDirectory(root)) {
            throw new IOException(root + ": not a folder");
        }
        return new UploadFolder(root.toRealPath(), largest);
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
    SeekableByteChannel channel(String path) throws IOException {
        UploadPath asked = UploadPath.of(path);
        try {
            Path file = existing(asked, path);
            SeekableByteChannel channel =
                    Files.newByteChannel(
                            file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            if (!isReal(file)) {
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
        try (Upload upload = begin(path, 0)) {
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
    Upload begin(String path, long size) throws IOException {
        if (size > largest) {
            throw new FileTooLarge(path, largest);
        }
        locate(path, false);
        return new Upload(path);
    }

    /// Deletes file `path`.
    ///
    /// @throws FileRefusal if there is no such regular file inside the folder
    public void delete(String path) throws IOException {
        UploadPath asked = UploadPath.of(path);
        try {
            Files.delete(existing(asked, path));
        } catch (NoSuchFileException e) {
            throw UploadPath.refusal(path);
        } catch (FileSystemException e) {
            throw failed(path, "can't be deleted", e);
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
    long size(String path) throws IOException {
        try (SeekableByteChannel channel = channel(path)) {
            return channel.size();
        }
    }

    /// What folder `path` holds, by name; "." is the folder itself. Folders without files aren't
    /// told of.
    ///
    /// @throws FileRefusal if there is no such folder inside the folder
    List<Child> children(String path) throws IOException {
        if (!isFolder(path)) {
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
    void makeFolder(String path) throws IOException {
        if (isFolder(path)) {
            throw new FileRefusal(path, "is there already");
        }
        try {
            UploadPath asked = UploadPath.of(path);
            resolve(asked, path);
            makeFolders(asked.names(), path);
        } catch (FileRefusal e) {
            throw new FileRefusal(path, NO_PLACE);
        }
    }

    /// Whether `path` is a folder inside the folder; "." is the folder itself.
    boolean isFolder(String path) {
        if (path.equals(".")) {
            return true;
        }
        try {
            Path folder = resolve(UploadPath.of(path), path);
            return isRealFolder(folder);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isServed(String path) {
        try {
            UploadPath.of(path);
            return true;
        } catch (FileRefusal e) {
            return false;
        }
    }

    private Path resolve(UploadPath asked, String path) throws FileRefusal {
        try {
            Path file = root;
            for (String name : asked.names()) {
                file = file.resolve(name);
            }
            return file;
        } catch (InvalidPathException e) {
            throw UploadPath.refusal(path);
        }
    }

    private Path existing(UploadPath asked, String path) throws IOException {
        Path file = resolve(asked, path);
        if (!isReal(file) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw UploadPath.refusal(path);
        }
        return file;
    }

    /// Whether `file` is there, and no name on the way to it is a link.
    private static boolean isReal(Path file) {
        try {
            return file.toRealPath().equals(file);
        } catch (IOException e) {
            return false;
        }
    }

    /// Where `asked` would be written. Folders on the way are made if `make` says so; what is there
    /// already must be a folder, and no link, and at the end a regular file.
    private Path locate(String path, boolean make) throws IOException {
        try {
            return locate(UploadPath.of(path), path, make);
        } catch (FileRefusal e) {
            throw new FileRefusal(path, NO_PLACE);
        }
    }

    private Path locate(UploadPath asked, String path, boolean make) throws IOException {
        Path file = resolve(asked, path);
        List<String> folders = asked.names().subList(0, asked.names().size() - 1);
        if (make) {
            makeFolders(folders, path);
        } else if (!areFolders(folders)) {
            throw UploadPath.refusal(path);
        }
        if (!Files.notExists(file, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw UploadPath.refusal(path);
        }
        return file;
    }

    /// Whether those of these folders, each in the one before, that are there are folders.
    private boolean areFolders(List<String> names) {
        Path folder = root;
        for (String name : names) {
            folder = folder.resolve(name);
            if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
            if (!isRealFolder(folder)) {
                return false;
            }
        }
        return true;
    }

    /// Makes those of these folders, each in the one before, that aren't there.
    private void makeFolders(List<String> names, String path) throws IOException {
        Path folder = root;
        for (String name : names) {
            folder = folder.resolve(name);
            if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    Files.createDirectory(folder);
                } catch (FileAlreadyExistsException e) {
                    // Made in the meantime: the check below looks at what it is.
                } catch (FileSystemException e) {
                    throw failed(path, "can't be written", e);
                }
            }
            if (!isRealFolder(folder)) {
                throw UploadPath.refusal(path);
            }
        }
    }

    private static boolean isRealFolder(Path folder) {
        return isReal(folder) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }

    /// The reason alone: a file system's own message holds paths that are none of the client's
    /// business.
    private static IOException failed(String path, String what, FileSystemException e) {
        String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
        return new FileNotKept(path, what + ": " + reason, e);
    }

    /// A file on its way in. Unless it is finished, closing it leaves nothing behind.
    final class Upload implements AutoCloseable {

        private final String path;
        private final Path unfinished;
        private final OutputStream out;
        private long size;

        private Upload(String path) throws IOException {
            this.path = path;
            long random = ThreadLocalRandom.current().nextLong();
            unfinished = root.resolve(UploadPath.UNFINISHED + HexFormat.of().toHexDigits(random));
            try {
                out =
                        Files.newOutputStream(
                                unfinished,
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.WRITE,
                                LinkOption.NOFOLLOW_LINKS);
            } catch (FileSystemException e) {
                throw failed(path, "can't be written", e);
            }
        }

        /// @throws FileTooLarge if these are more bytes than the folder takes
        /// @throws FileNotKept if there is no room for them
        void write(byte[] bytes, int length) throws IOException {
            size += length;
            if (size > largest) {
                throw new FileTooLarge(path, largest);
            }
            try {
                out.write(bytes, 0, length);
            } catch (IOException e) {
                throw new FileNotKept(path, "can't be written: " + e.getMessage(), e);
            }
        }

        /// Puts the file in its place.
        ///
        /// @return whether the place was free
        boolean finish() throws IOException {
            out.close();
            Path file = locate(path, true);
            boolean fresh = Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
            try {
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException e) {
                throw failed(path, "can't be written", e);
            }
            return fresh;
        }

        @Override
        public void close() throws IOException {
            out.close();
            Files.deleteIfExists(unfinished);
        }
    }
}
