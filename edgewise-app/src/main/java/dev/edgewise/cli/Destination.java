package dev.edgewise.cli;

import dev.edgewise.model.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;

/// Where a result goes: `-` is standard output, all else a file's name.
record Destination(String name) {

    /// What an option says that stands alone.
    static final String STDOUT = "-";

    /// Reads an option's value.
    static final class Form implements ITypeConverter<Destination> {

        @Override
        public Destination convert(String text) {
            return new Destination(text);
        }
    }

    /// Whether it is printed.
    boolean printed() {
        return name.equals(STDOUT);
    }

    /// The file, unless it is printed.
    ///
    /// @throws IOException if none can be written there
    Optional<WholeFile> file() throws IOException {
        return printed() ? Optional.empty() : Optional.of(WholeFile.at(Path.of(name)));
    }
}
