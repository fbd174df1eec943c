package dev.edgewise.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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

    private static final int VERSION = 1;
    private static final String VERSION_KEY = "version";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(
                            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

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
        List<Session> all = new java.util.ArrayList<>(sessions);
        all.set(all.size() - 1, last);
        return new StudyFile(asked, clips, models, all, ending);
    }

    /// The same, once it has ended.
    StudyFile ended(Ending how) {
        return new StudyFile(asked, clips, models, sessions, how);
    }

    /// The file's text.
    String json() {
        ObjectNode root = JSON.createObjectNode().put(VERSION_KEY, VERSION);
        root.setAll((ObjectNode) JSON.valueToTree(this));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    /// Reads the file in a run's `folder`.
    ///
    /// @throws IOException in one line if there is none, or one that can't be understood
    static StudyFile read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        try {
            return of(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IOException(folder + ": no run of compare is there, it has no " + NAME, e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(file + ": can't be read (" + e + ")", e);
        }
    }

    private static StudyFile of(String text) {
        try {
            if (!(JSON.readTree(text) instanceof ObjectNode root)) {
                throw new IllegalArgumentException("a JSON object is needed");
            }
            JsonNode version = root.remove(VERSION_KEY);
            if (version == null || !version.isInt() || version.intValue() != VERSION) {
                throw new IllegalArgumentException(
                        "\"%s\": %d is needed, got %s"
                                .formatted(
                                        VERSION_KEY, VERSION, version == null ? "none" : version));
            }
            return JSON.treeToValue(root, StudyFile.class);
        } catch (JacksonException e) {
            String first = e.getOriginalMessage().lines().findFirst().orElse("not JSON");
            throw new IllegalArgumentException("is broken: " + first, e);
        }
    }
}
