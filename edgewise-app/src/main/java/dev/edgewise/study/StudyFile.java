package dev.edgewise.study;

import dev.edgewise.measure.VersionedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/// What `study.json` says of a run: all but its samples. It is written when measuring begins and
/// again as more becomes known, whole each time, so that it never says less than is known.
///
/// @param clips what was recognised
/// @param models by what
/// @param sessions the last one is the one that ended
/// @param ending how; [Ending.Unknown] until it has
record StudyFile(
        Asked asked,
        ClipFacts clips,
        List<ModelFacts> models,
        List<Session> sessions,
        Ending ending) {

    /// The file's name in a run's folder.
    static final String NAME = "study.json";

    private static final VersionedJson<StudyFile> JSON = new VersionedJson<>(1, StudyFile.class);

    StudyFile {
        models = List.copyOf(models);
        sessions = List.copyOf(sessions);
        if (models.isEmpty() || sessions.isEmpty() || asked.remotes().isEmpty()) {
            throw new IllegalArgumentException("a model, a remote place and a session are needed");
        }
    }

    /// The models, each over each link.
    List<StudyCell> cells() {
        return StudyCell.all(
                models.stream().map(ModelFacts::name).toList(),
                asked.remotes().stream().map(Far::name).toList());
    }

    /// The remote place called `name` within the run.
    Far remote(String name) {
        return asked.remotes().stream()
                .filter(remote -> remote.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// The model called `name` within the run.
    ModelFacts model(String name) {
        return models.stream().filter(model -> model.name().equals(name)).findFirst().orElseThrow();
    }

    /// The session that measured last, or is measuring.
    Session last() {
        return sessions.getLast();
    }

    /// The same, once the last session knows more.
    StudyFile with(Session last) {
        List<Session> all = new ArrayList<>(sessions);
        all.set(all.size() - 1, last);
        return new StudyFile(asked, clips, models, all, ending);
    }

    /// The same, once it has ended.
    StudyFile ended(Ending how) {
        return new StudyFile(asked, clips, models, sessions, how);
    }

    /// The same, with another session.
    StudyFile resumed(Session next) {
        List<Session> all = new ArrayList<>(sessions);
        all.add(next);
        return new StudyFile(asked, clips, models, all, new Ending.Unknown());
    }

    /// The file's text.
    String json() {
        return JSON.lines(this);
    }

    /// Reads the file in a run's `folder`.
    ///
    /// @throws IOException in one line if there is none, or one that can't be understood
    static StudyFile read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        try {
            return JSON.read(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IOException(folder + ": no run of compare is there, it has no " + NAME, e);
        } catch (IllegalArgumentException e) {
            String broken = e.getCause() instanceof JacksonException ? "is broken: " : "";
            throw new IOException(file + ": " + broken + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(file + ": can't be read (" + e + ")", e);
        }
    }
}
