package dev.edgewise.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The child processes of a study. They end with this.
final class Children implements AutoCloseable {

    private final List<String> program;
    private final List<ChildProcess> all = new ArrayList<>();

    /// @param program the command line that starts this program
    Children(List<String> program) {
        this.program = program;
    }

    /// Starts a command.
    ChildProcess start(List<String> arguments) throws IOException {
        ChildProcess child = ChildProcess.start(program, arguments);
        all.add(child);
        return child;
    }

    /// What one of them complained of, if one has ended.
    Optional<String> lastWords() {
        return all.stream().flatMap(child -> child.lastWords().stream()).findFirst();
    }

    /// Lets all end, without waiting for that.
    void release() {
        all.forEach(ChildProcess::release);
    }

    @Override
    public void close() {
        release();
        all.reversed().forEach(ChildProcess::close);
    }
}
