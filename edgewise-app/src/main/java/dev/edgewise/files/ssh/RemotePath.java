package dev.edgewise.files.ssh;

import java.util.Arrays;
import java.util.List;

/// Paths at the other end of an SSH connection.
final class RemotePath {

    private RemotePath() {}

    /// The names in `folder`; none for "".
    static List<String> names(String folder) {
        return Arrays.stream(folder.split("/")).filter(name -> !name.isEmpty()).toList();
    }

    /// `path` in `folder`.
    static String in(String folder, String path) {
        return folder.isEmpty() ? path : folder.endsWith("/") ? folder + path : folder + "/" + path;
    }
}
