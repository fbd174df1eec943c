package dev.edgewise.files;

import java.io.IOException;

/// A path that the upload folder does not serve. The message is one line that starts with the path;
/// for one who reads, and for one who writes, it is the same whether the path leads out of the
/// folder, to a link, or nowhere.
public final class FileRefusal extends IOException {

    private static final long serialVersionUID = 1;

    private static final int SHOWN = 200;

    FileRefusal(String path, String reason) {
        super(shown(path) + ": " + reason);
    }

    /// `path` on one line of bounded length, whatever it holds.
    public static String shown(String path) {
        StringBuilder text = new StringBuilder();
        path.codePoints()
                .limit(SHOWN)
                .map(
                        c ->
                                Character.isISOControl(c)
                                                || Character.getType(c) == Character.SURROGATE
                                                || Character.getType(c) == Character.LINE_SEPARATOR
                                        ? '?'
                                        : c)
                .forEach(text::appendCodePoint);
        return path.codePointCount(0, path.length()) > SHOWN ? text + "..." : text.toString();
    }
}
