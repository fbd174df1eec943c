package dev.edgewise.files;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// A path from outside, judged by its letters alone: names joined by `/`, none of which can mean
/// another folder on any operating system. It is taken as it is: who got it percent-encoded decodes
/// it once, before.
public record UploadPath(List<String> names) {

    /// What the names of unfinished files start with; nobody else may use it.
    public static final String UNFINISHED = ".edgewise-upload-";

    /// The longest path, and the longest name in it, in bytes of UTF-8.
    private static final int LONGEST_PATH = 1024;

    private static final int LONGEST_NAME = 255;

    private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:.*", Pattern.DOTALL);

    public UploadPath {
        names = List.copyOf(names);
    }

    /// Takes a path apart.
    ///
    /// @throws FileRefusal for a path that is absolute, climbs, or holds what no file's name holds
    public static UploadPath of(String path) throws FileRefusal {
        List<String> names = List.of(path.split("/", -1));
        if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH
                || DRIVE.matcher(path).matches()
                || path.indexOf('\\') >= 0
                || path.codePoints().anyMatch(UploadPath::isNoLetter)
                || !names.stream().allMatch(UploadPath::isName)) {
            throw refusal(path);
        }
        return new UploadPath(names);
    }

    /// The one refusal.
    public static FileRefusal refusal(String path) {
        return new FileRefusal(path, "no such file in the upload folder");
    }

    /// The name of the file itself.
    public String name() {
        return names.getLast();
    }

    private static boolean isNoLetter(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && !name.startsWith(UNFINISHED)
                && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
    }

    @Override
    public String toString() {
        return String.join("/", names);
    }
}
