package dev.edgewise.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the places of a study are made of.
///
/// @param work a folder for files that end with the study
/// @param held gets what is to be closed
record Ground(
        ClipSet clips,
        ModelSet models,
        Path work,
        Children children,
        Connections connections,
        Held held) {

    /// Where servers of our own listen.
    static final String LOOPBACK = "127.0.0.1";

    private static final long LEAST_BODY = 16 << 20;

    /// Starts a server with all models.
    ///
    /// @param data its folder of files
    ChildProcess serve(Path data, List<String> more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("serve", "--host", LOOPBACK));
        arguments.addAll(List.of("--port", "0", "--data", data.toString()));
        arguments.addAll(models.options(work));
        arguments.add("--max-body");
        arguments.add(Long.toString(Math.max(LEAST_BODY, clips.largestBytes())));
        arguments.addAll(more);
        return children.start(arguments);
    }
}
