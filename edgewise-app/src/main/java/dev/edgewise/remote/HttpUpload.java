package dev.edgewise.remote;

import dev.edgewise.files.Archive;
import dev.edgewise.files.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/// Uploads files of a folder to a server's by HTTP, one `PUT` each or together, over one
/// connection, and
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

    /// Uploads `paths` in one archive, over what may be there.
    ///
    /// @return the time it took from the first of them to be packed, in nanoseconds
    /// @throws IOException if one of them isn't there then as it is here
    public long sendTogether(List<String> paths) throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (String path : paths) {
            contents.put(prefix + path, Files.readAllBytes(folder.resolve(path)));
        }
        there.addAll(paths);
        long start = nanoTime.getAsLong();
        Map<String, Sha256> stored = files.unpack("", archive(contents));
        long nanos = nanoTime.getAsLong() - start;
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            if (!Sha256.of(file.getValue()).equals(stored.get(file.getKey()))) {
                throw new IOException(file.getKey() + ": is not there as it was sent");
            }
        }
        return nanos;
    }

    private static byte[] archive(Map<String, byte[]> contents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Archive archive = new Archive(bytes)) {
            for (Map.Entry<String, byte[]> file : contents.entrySet()) {
                archive.begin(file.getKey(), file.getValue().length);
                archive.out().write(file.getValue());
                archive.end();
            }
        }
        return bytes.toByteArray();
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
