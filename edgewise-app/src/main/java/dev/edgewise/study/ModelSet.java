package dev.edgewise.study;

import dev.edgewise.model.ModelStore;
import dev.edgewise.model.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The models of a study: each in this process, and all in servers that it starts. Within the run
/// each has a name of its own, since files of models may call themselves alike.
final class ModelSet implements AutoCloseable {

    private static final String ENDING = ".onnx";

    private final List<String> asked;
    private final Map<String, OnnxModel> models = new LinkedHashMap<>();

    private ModelSet(List<String> asked) {
        this.asked = List.copyOf(asked);
    }

    /// Loads shipped models, or files.
    ///
    /// @throws IOException naming one that can't be used
    static ModelSet open(List<String> namesOrFiles) throws IOException {
        ModelSet set = new ModelSet(namesOrFiles);
        try {
            for (String model : namesOrFiles) {
                set.models.put(set.free(model), ModelStore.open(model, 1));
            }
            return set;
        } catch (IOException | RuntimeException e) {
            set.close();
            throw e;
        }
    }

    /// `net` for `models/net.onnx`, or `net-2` where that is taken.
    private String free(String model) {
        String file = String.valueOf(Path.of(model).getFileName());
        String stem = file.endsWith(ENDING) ? file.substring(0, file.length() - 5) : file;
        String name = stem.replaceAll("[^A-Za-z0-9._-]|^[.]", "-");
        return models.containsKey(name) ? name + "-" + (models.size() + 1) : name;
    }

    /// Their names within the run.
    List<String> names() {
        return List.copyOf(models.keySet());
    }

    OnnxModel get(String name) {
        OnnxModel model = models.get(name);
        if (model == null) {
            throw new IllegalArgumentException(name + ": no such model, there are " + names());
        }
        return model;
    }

    List<ModelFacts> facts() {
        List<ModelFacts> facts = new ArrayList<>();
        models.forEach((name, model) -> facts.add(ModelFacts.of(name, model)));
        return facts;
    }

    /// The options that make a server offer them.
    ///
    /// @param work where files for that may be made
    List<String> options(Path work) throws IOException {
        if (asked.size() == 1) {
            return List.of("--model", asked.getFirst());
        }
        Path folder = work.resolve("models");
        if (!Files.exists(folder)) {
            List<String> names = names();
            for (int i = 0; i < names.size(); i++) {
                Path version = Files.createDirectories(folder.resolve(names.get(i)).resolve("1"));
                Files.write(version.resolve("model.onnx"), ModelStore.bytes(asked.get(i)));
            }
        }
        return List.of("--models", folder.toString());
    }

    /// What a server that was started with these [#options] calls a model; empty for its first.
    String served(String name) {
        return asked.size() == 1 ? "" : name;
    }

    @Override
    public void close() {
        models.values().forEach(OnnxModel::close);
    }
}
