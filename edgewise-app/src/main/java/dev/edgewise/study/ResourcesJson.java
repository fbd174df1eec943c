package dev.edgewise.study;

import dev.edgewise.measure.VersionedJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// What blocks cost, as JSON Lines: `version` first, then the components of [Resources] in snake
/// case.
final class ResourcesJson {

    private static final VersionedJson<Resources> JSON = new VersionedJson<>(1, Resources.class);

    private ResourcesJson() {}

    /// One line, without its end.
    static String line(Resources used) {
        return JSON.line(used);
    }

    /// Reads all of a file that may lack the end of its last line, or be missing: a run may have
    /// been killed before its first block had ended.
    ///
    /// @throws IOException naming file, line and reason if one is broken or from another version
    static List<Resources> read(Path file) throws IOException {
        List<Resources> all = new ArrayList<>();
        if (!Files.exists(file)) {
            return all;
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            @Nullable String next = lines.readLine();
            while (next != null) {
                String line = next;
                next = lines.readLine();
                try {
                    all.add(JSON.read(line));
                } catch (IllegalArgumentException e) {
                    if (next != null || !(e.getCause() instanceof JacksonException)) {
                        throw new IOException(
                                "%s: line %d is broken: %s"
                                        .formatted(file, all.size() + 1, e.getMessage()),
                                e);
                    }
                }
            }
            return all;
        }
    }
}
