package dev.edgewise.engine;

import dev.edgewise.audio.Clip;
import dev.edgewise.model.LoadedModel;
import dev.edgewise.model.ModelCard;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.ModelFile;
import dev.edgewise.model.ModelStore;
import dev.edgewise.model.OnnxModel;
import dev.edgewise.model.Port;
import dev.edgewise.model.TensorValue;
import dev.edgewise.recognize.LocalRecognizer;
import dev.edgewise.recognize.Prediction;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A model whose file ONNX Runtime runs, in one session whether it is asked for words or tensors.
public final class OnnxServedModel implements ServedModel {

    private static final int WARM_UP = 20;
    private static final Duration WARM_UP_TIME = Duration.ofSeconds(2);

    private final String name;
    private final String version;
    private final String source;
    private final LoadedModel loaded;
    private final Optional<LocalRecognizer> recognizer;

    private OnnxServedModel(String source, String name, String version, LoadedModel loaded) {
        this.source = source;
        this.name = name;
        this.version = version;
        this.loaded = loaded;
        recognizer = loaded.waveforms().map(LocalRecognizer::new);
    }

    /// Loads the ONNX file in `bytes`, and warms it up.
    ///
    /// @param source the file or the model's name, for messages
    /// @param name what it is asked by
    /// @param threads how many threads share the work of one run
    /// @throws ModelException if it can't be loaded or run
    public static OnnxServedModel load(
            String source, String name, String version, byte[] bytes, int threads)
            throws ModelException {
        return warm(source, name, version, LoadedModel.load(source, bytes, threads));
    }

    /// Loads an ONNX file, and warms it up.
    ///
    /// @param model what it is asked by
    static OnnxServedModel load(Path file, Catalog.Entry model, int threads) throws ModelException {
        return warm(
                file.toString(), model.name(), model.version(), LoadedModel.load(file, threads));
    }

    /// Loads the ONNX file in `bytes`, and warms it up. It is called what its card says; a model
    /// without a card is called after its file, and its version is 1.
    ///
    /// @throws ModelException if it can't be loaded or run
    public static OnnxServedModel load(String source, byte[] bytes, int threads)
            throws ModelException {
        LoadedModel loaded = LoadedModel.load(source, bytes, threads);
        Optional<ModelCard> card = loaded.waveforms().map(OnnxModel::card);
        return warm(
                source,
                card.map(ModelCard::name).filter(n -> !n.isBlank()).orElseGet(() -> stem(source)),
                card.map(ModelCard::version).filter(v -> !v.isBlank()).orElse("1"),
                loaded);
    }

    /// Loads a model that ships, or an ONNX file. It is called as [#load(String, byte[], int)] has
    /// it.
    ///
    /// @throws ModelException if there is no such model, or it can't be loaded or run
    public static ModelSource source(String nameOrFile, int threads) throws ModelException {
        ModelSource.Loader loader = () -> load(nameOrFile, ModelStore.bytes(nameOrFile), threads);
        return ModelSource.of(loader.load(), loader);
    }

    /// `net` of `models/net.onnx`.
    private static String stem(String source) {
        String file = source.substring(source.lastIndexOf(File.separatorChar) + 1);
        return file.endsWith(".onnx") ? file.substring(0, file.length() - 5) : file;
    }

    private static OnnxServedModel warm(
            String source, String name, String version, LoadedModel loaded) throws ModelException {
        OnnxServedModel model = new OnnxServedModel(source, name, version, loaded);
        try {
            model.warmUp();
        } catch (ModelException e) {
            model.close();
            throw e;
        }
        return model;
    }

    private void warmUp() throws ModelException {
        if (recognizer.isPresent()) {
            ModelCard card = recognizer.get().model().card();
            Clip silence = Clip.of(new float[card.samples()], card.sampleRate());
            for (int i = 0; i < WARM_UP; i++) {
                recognizer.get().recognize(silence);
            }
        } else {
            loaded.warmUp(WARM_UP, WARM_UP_TIME);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Optional<ModelCard> card() {
        return recognizer.map(r -> r.model().card());
    }

    @Override
    public Optional<ModelFile> file() {
        return recognizer.flatMap(r -> r.model().file());
    }

    @Override
    public List<Port> inputs() {
        return loaded.inputs();
    }

    @Override
    public List<Port> outputs() {
        return loaded.outputs();
    }

    @Override
    public Map<String, TensorValue> run(Map<String, TensorValue> inputs, Set<String> wanted)
            throws ModelException {
        try {
            return loaded.run(inputs, wanted);
        } catch (ModelException e) {
            throw named(e);
        }
    }

    @Override
    public Prediction recognize(Clip clip) throws ModelException {
        if (recognizer.isEmpty()) {
            throw new ModelException(name + ": takes tensors, it doesn't recognise clips");
        }
        try {
            return recognizer.get().recognize(clip);
        } catch (ModelException e) {
            throw named(e);
        }
    }

    /// `e`, which reaches a client, who knows the model's name and needn't know where its file
    /// lies.
    private ModelException named(ModelException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith(source)
                ? new ModelException(name + message.substring(source.length()), e)
                : e;
    }

    @Override
    public void close() {
        loaded.close();
    }
}
