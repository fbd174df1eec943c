package dev.edgewise.serve.guard;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Something that is made of files, and made anew when they change. As long as the new files are no
/// good, what was made of the old ones stays in use.
///
/// The bytes are compared, not the times: a file that is put in another's place may be older.
public final class Reloaded<T> {

    private static final long LARGEST = 1 << 20;

    /// Makes the thing of the files' bytes, in the order of the files.
    @FunctionalInterface
    public interface Making<T> {
        /// Makes it.
        ///
        /// @throws IOException with one line that names the file
        T of(List<byte[]> contents) throws IOException;
    }

    private final List<Path> files;
    private final Making<T> making;
    private final Consumer<Notice> notices;
    private volatile T value;
    private List<byte[]> used;
    private List<byte[]> seen;
    private String said = "";

    /// Reads the files.
    ///
    /// @param notices hears when the files have changed, and whether they were any good
    /// @throws IOException with one line that names the file that can't be used
    public Reloaded(List<Path> files, Making<T> making, Consumer<Notice> notices)
            throws IOException {
        this.files = files;
        this.making = making;
        this.notices = notices;
        used = contents();
        seen = used;
        value = making.of(used);
    }

    public T value() {
        return value;
    }

    /// Looks whether the files have changed, for one thread. They are used when they have
    /// stayed the same from one look to the next, so that those that belong together can be
    /// written in turn.
    public void look() {
        try {
            List<byte[]> now = contents();
            boolean settled = same(now, seen);
            seen = now;
            if (!settled || same(now, used)) {
                return;
            }
            used = now;
            value = making.of(now);
            say(files.getFirst() + ": has changed, and is used as it is now");
        } catch (IOException e) {
            say(e.getMessage() + "; what was read before stays in use");
        }
    }

    private void say(String line) {
        if (!line.equals(said)) {
            said = line;
            notices.accept(new Notice(line));
        }
    }

    private List<byte[]> contents() throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (Path file : files) {
            try {
                if (Files.size(file) > LARGEST) {
                    throw new IOException(file + ": is larger than 1 MiB, expected a text file");
                }
                contents.add(Files.readAllBytes(file));
            } catch (NoSuchFileException e) {
                throw new IOException(file + ": no such file", e);
            } catch (FileSystemException e) {
                throw new IOException(file + ": can't be read", e);
            }
        }
        return contents;
    }

    private static boolean same(List<byte[]> a, List<byte[]> b) {
        for (int i = 0; i < a.size(); i++) {
            if (!Arrays.equals(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }
}
