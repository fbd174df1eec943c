package dev.edgewise.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/// Uploads files of a folder to a server's by HTTP, one `PUT` each over one connection, and
/// remembers them, so that they can be removed again.
public final class HttpUpload {

    private final UploadedFiles files;
    private final Path folder;
    private final String prefix;
    private final LongSupplier nanoTime;
    private final Set<String> there = new LinkedHashSet<>();

    /// @param folder that the files are in
    /// @param prefix in front of each file's path in the server's folder, such as `study-1-`
    public HttpUpload(UploadedFiles files, Path folder, String prefix) {
        this.files = files;
        this.folder = folder;
        this.prefix = prefix;
        this.nanoTime = System::nanoTime;
    }

    /// Uploads `paths`, over what may be there.
    ///
    /// @return the time it took, in nanoseconds
    public long send(List<String> paths) throws IOException {
        long nanos = 0;
        for (String path : paths) {
            byte[] bytes = Files.readAllBytes(folder.resolve(path));
            long start = nanoTime.getAsLong();
            there.add(path);
            files.put(prefix + path, bytes);
            nanos += nanoTime.getAsLong() - start;
        }
        return nanos;
    }

    /// Remembers files that came there in another way.
    public void uploaded(List<String> paths) {
        there.addAll(paths);
    }

    /// Removes what was uploaded.
    public void removeAll() throws IOException {
        for (String path : there) {
            files.delete(prefix + path);
        }
        there.clear();
    }
}
