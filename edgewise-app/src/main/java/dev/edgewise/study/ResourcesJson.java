package dev.edgewise.study;

import dev.edgewise.measure.LineReader;
import dev.edgewise.measure.VersionedJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What blocks cost, as JSON Lines: `version` first, then the components of [Resources] in snake
/// case.
final class ResourcesJson {

    private static final VersionedJson<Resources> JSON = new VersionedJson<>(1, Resources.class);

    private ResourcesJson() {}

    /// One line, without its end.
    static String line(Resources used) {
        return JSON.line(used);
    }

    /// What a file holds that a run wrote which may have been killed.
    ///
    /// @param all of its whole lines
    /// @param cutOff whether the last line was left out, since it has no end
    record Found(List<Resources> all, boolean cutOff) {

        Found {
            all = List.copyOf(all);
        }
    }

    /// Reads a file that may lack the end of its last line, or be missing: a run may have been
    /// killed before its first block had ended.
    ///
    /// @throws IOException naming file, line and reason if one is broken or from another version
    static Found read(Path file) throws IOException {
        List<Resources> all = new ArrayList<>();
        if (!Files.exists(file)) {
            return new Found(all, false);
        }
        try (LineReader lines = LineReader.open(file)) {
            @Nullable String line = lines.next();
            while (line != null) {
                all.add(JSON.read(line));
                line = lines.next();
            }
            return new Found(all, lines.cutOff());
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "%s: line %d is broken: %s".formatted(file, all.size() + 1, e.getMessage()), e);
        } catch (CharacterCodingException e) {
            throw new IOException("%s: line %d is no text".formatted(file, all.size() + 1), e);
        }
    }
}
