package dev.edgewise.dataset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The name of an archive's entry, judged by its letters: names joined by `/`, none of which leads
/// anywhere but down, on any operating system.
///
/// @param names none for the folder itself (`./`)
record EntryName(List<String> names) {

    private static final int DEEPEST = 32;
    private static final int LONGEST_NAME = 255;
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");

    EntryName {
        names = List.copyOf(names);
    }

    /// @throws ArchiveException if it climbs, is absolute, or no file could have that name
    static EntryName of(String path) throws ArchiveException {
        if (path.startsWith("/") || path.indexOf('\\') >= 0 || DRIVE.matcher(path).lookingAt()) {
            throw escapes(path);
        }
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            if (name.equals("..")) {
                throw escapes(path);
            }
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        if (names.size() > DEEPEST
                || names.stream().anyMatch(EntryName::tooLong)
                || path.codePoints().anyMatch(EntryName::isNoLetter)) {
            throw new ArchiveException("'" + shown(path) + "' is no name of a file");
        }
        return new EntryName(names);
    }

    private static boolean tooLong(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME;
    }

    private static boolean isNoLetter(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    private static ArchiveException escapes(String path) {
        return new ArchiveException("'" + shown(path) + "' leads out of the folder: refused");
    }

    /// `path`, fit for a line.
    static String shown(String path) {
        String line = path.length() > 100 ? path.substring(0, 100) + "..." : path;
        StringBuilder shown = new StringBuilder();
        line.codePoints().map(c -> isNoLetter(c) ? 0xFFFD : c).forEach(shown::appendCodePoint);
        return shown.toString();
    }

    @Override
    public String toString() {
        return String.join("/", names);
    }
}
