package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Any ONNX file, loaded to be run on tensors of any type and, if it is one of Edgewise's models,
/// on waveforms. Both ways use one session of ONNX Runtime. Any number of threads may run it at
/// once.
public final class LoadedModel implements AutoCloseable {

    /// Files up to this size are read into the heap, where a model with a card keeps its file.
    private static final long SMALL = 32L << 20;

    private final String source;
    private final OnnxRun run;
    private final List<Port> inputs;
    private final List<Port> outputs;
    private final Optional<OnnxModel> waveforms;

    private LoadedModel(
            String source,
            OnnxRun run,
            List<Port> inputs,
            List<Port> outputs,
            Optional<OnnxModel> waveforms) {
        this.source = source;
        this.run = run;
        this.inputs = inputs;
        this.outputs = outputs;
        this.waveforms = waveforms;
    }

    /// Loads the ONNX file in `bytes`, which the caller leaves alone from now on.
    ///
    /// @param source the file or the model's name, for messages
    /// @param threads how many threads share the work of one run
    /// @throws ModelException if ONNX Runtime can't load it
    public static LoadedModel load(String source, byte[] bytes, int threads) throws ModelException {
        OrtSession session = OnnxModel.session(source, bytes, threads);
        Optional<OnnxModel> ours = waveforms(source, Optional.of(new ModelFile(bytes)), session);
        if (ours.isPresent()) {
            return of(source, session, ours.get());
        }
        try {
            return of(source, session, OnnxFile.of(source, bytes).model(), threads);
        } catch (ModelException e) {
            OnnxModel.close(session);
            throw e;
        }
    }

    /// Loads an ONNX file. A large one is read where it lies, and takes no room in the heap.
    ///
    /// @param threads how many threads share the work of one run
    /// @throws ModelException if there is no such file, or ONNX Runtime can't load it
    public static LoadedModel load(Path file, int threads) throws ModelException {
        String source = file.toString();
        if (ModelStore.size(file) <= SMALL) {
            return load(source, ModelStore.file(file), threads);
        }
        OrtSession session = OnnxModel.session(file, threads);
        Optional<OnnxModel> ours = waveforms(source, Optional.empty(), session);
        if (ours.isPresent()) {
            return of(source, session, ours.get());
        }
        try {
            return of(source, session, OnnxFile.mapped(file), threads);
        } catch (ModelException e) {
            OnnxModel.close(session);
            throw e;
        }
    }

    /// One of Edgewise's. Its ports are known, so that the file needn't be parsed, which would cost
    /// a start time.
    private static LoadedModel of(String source, OrtSession session, OnnxModel model) {
        return new LoadedModel(
                source,
                new OnnxRun(source, session),
                List.of(floats(model.input(), model.card().samples())),
                List.of(floats(model.output(), model.card().labels().size())),
                Optional.of(model));
    }

    private static LoadedModel of(String source, OrtSession session, ModelProto model, int threads)
            throws ModelException {
        OnnxRun run;
        if (OnnxRun.takesAllTypes(model)) {
            run = new OnnxRun(source, session);
        } else {
            run = OnnxRun.load(source, model, threads, true);
            OnnxModel.close(session);
        }
        return new LoadedModel(
                source,
                run,
                OnnxFile.inputs(model.getGraph()),
                OnnxFile.outputs(model.getGraph()),
                Optional.empty());
    }

    private static Optional<OnnxModel> waveforms(
            String source, Optional<ModelFile> file, OrtSession session) {
        try {
            return Optional.of(OnnxModel.of(source, file, session));
        } catch (OrtException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Port floats(String name, int width) {
        return new Port(
                name,
                ElementType.FLOAT32.label(),
                Optional.of(ElementType.FLOAT32),
                Optional.of(List.of("N", Integer.toString(width))));
    }

    /// The inputs that whoever runs it must give.
    public List<Port> inputs() {
        return inputs;
    }

    public List<Port> outputs() {
        return outputs;
    }

    /// The model as one that takes waveforms, if it is one of Edgewise's. It is closed with this.
    public Optional<OnnxModel> waveforms() {
        return waveforms;
    }

    /// Runs it.
    ///
    /// @param wanted the names of the outputs that are; none for all
    /// @return the outputs; those that are no tensors, or of a type that ONNX Runtime's Java
    /// interface doesn't know, such as numbers of four bits, are left out
    /// @throws ModelException if it can't be run on them
    public Map<String, TensorValue> run(Map<String, TensorValue> values, Set<String> wanted)
            throws ModelException {
        return run.run(values, wanted);
    }

    /// Runs it on inputs that are drawn from a seed, with 1 where it leaves a size open, until
    /// it has been run `most` times or the time is over. One that can't be run on such inputs
    /// is left alone.
    public void warmUp(int most, Duration time) {
        long begin = System.nanoTime();
        try {
            Map<String, TensorValue> values = RandomInputs.of(source, inputs, Map.of(), 1);
            for (int i = 0; i < most && System.nanoTime() - begin < time.toNanos(); i++) {
                run.run(values);
            }
        } catch (ModelException e) {
            // Its first request finds it cold, which is no reason not to serve it.
        }
    }

    @Override
    public void close() {
        run.close();
    }
}
