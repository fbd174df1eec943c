package dev.edgewise.files.ssh;

import dev.edgewise.files.Sha256;
import java.util.Optional;

/// A line of `sha256sum`: a file, and its hash. Where a name holds what would be taken for
/// something else, the line begins with a backslash, and in the name stand `\\`, `\n` and `\r`.
record HashLine(String path, Sha256 hash) {

    private static final String ESCAPED = "\\";

    /// Empty if it is no such line.
    static Optional<HashLine> parse(String line) {
        boolean escaped = line.startsWith(ESCAPED);
        String[] parts = line.substring(escaped ? 1 : 0).split(" [ *]", 2);
        return parts.length < 2
                ? Optional.empty()
                : Sha256.parse(parts[0])
                        .map(hash -> new HashLine(escaped ? unescaped(parts[1]) : parts[1], hash));
    }

    private static String unescaped(String name) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '\\' || i + 1 == name.length()) {
                plain.append(c);
                continue;
            }
            char meant = name.charAt(++i);
            plain.append(
                    switch (meant) {
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        default -> meant;
                    });
        }
        return plain.toString();
    }
}
