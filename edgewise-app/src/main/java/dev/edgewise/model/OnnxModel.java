package dev.edgewise.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// One ONNX file, loaded: a waveform [N, samples] goes in, probabilities [N, labels] come out, both
/// float32. What it is comes from its [#card()]. Any number of threads may run it at once.
public final class OnnxModel implements AutoCloseable {

    private final String source;
    private final Optional<ModelFile> file;
    private final OrtSession session;
    private final ModelCard card;
    private final String input;
    private final String output;

    private OnnxModel(
            String source,
            Optional<ModelFile> file,
            OrtSession session,
            ModelCard card,
            String input,
            String output) {
        this.source = source;
        this.file = file;
        this.session = session;
        this.card = card;
        this.input = input;
        this.output = output;
    }

    /// Loads the ONNX file in `bytes`, which the caller leaves alone from now on.
    ///
    /// @param source the file or the model's name, for messages
    /// @param threads how many threads share the work of one run
    /// @throws ModelException if it is no ONNX file, or doesn't take a waveform and give
    /// probabilities for its labels
    public static OnnxModel load(String source, byte[] bytes, int threads) throws ModelException {
        OrtSession session = session(source, bytes, threads);
        try {
            return of(source, Optional.of(new ModelFile(bytes)), session);
        } catch (OrtException | IllegalArgumentException e) {
            close(session);
            throw new ModelException(source + ": not one of Edgewise's models: " + reason(e), e);
        }
    }

    /// A session of ONNX Runtime for the file in `bytes`, which may change the graph to be faster.
    static OrtSession session(String source, byte[] bytes, int threads) throws ModelException {
        return session(source, bytes, threads, true);
    }

    /// A session of ONNX Runtime for the file in `bytes`.
    ///
    /// @param optimised whether it may change the graph to be faster
    static OrtSession session(String source, byte[] bytes, int threads, boolean optimised)
            throws ModelException {
        return session(
                source,
                threads,
                optimised,
                (environment, options) -> environment.createSession(bytes, options));
    }

    /// A session of ONNX Runtime for a file, which it reads itself.
    static OrtSession session(Path file, int threads) throws ModelException {
        String source = file.toString();
        return session(
                source,
                threads,
                true,
                (environment, options) -> environment.createSession(source, options));
    }

    /// Makes a session of whatever holds the model.
    private interface Source {
        OrtSession session(OrtEnvironment environment, OrtSession.SessionOptions options)
                throws OrtException;
    }

    private static OrtSession session(String source, int threads, boolean optimised, Source model)
            throws ModelException {
        OrtEnvironment environment =
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "edgewise");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(
                    optimised
                            ? OrtSession.SessionOptions.OptLevel.ALL_OPT
                            : OrtSession.SessionOptions.OptLevel.NO_OPT);
            return model.session(environment, options);
        } catch (OrtException e) {
            throw new ModelException(
                    source + ": not a model that ONNX Runtime reads: " + reason(e), e);
        }
    }

    /// The model that is loaded in `session`, which it closes.
    ///
    /// @param file the file, if it is kept
    /// @throws IllegalArgumentException saying why it isn't one of Edgewise's
    static OnnxModel of(String source, Optional<ModelFile> file, OrtSession session)
            throws OrtException {
        ModelCard card = ModelCard.of(session.getMetadata().getCustomMetadata());
        return new OnnxModel(
                source,
                file,
                session,
                card,
                only("input", session.getInputInfo(), card.samples()),
                only("output", session.getOutputInfo(), card.labels().size()));
    }

    /// The name of the only tensor in `nodes`, which must be float32 [N, `width`].
    private static String only(String what, Map<String, NodeInfo> nodes, int width) {
        if (nodes.size() != 1) {
            throw new IllegalArgumentException(
                    "it has " + nodes.size() + " " + what + "s, expected one");
        }
        NodeInfo node = nodes.values().iterator().next();
        if (!(node.getInfo() instanceof TensorInfo tensor)
                || tensor.type != OnnxJavaType.FLOAT
                || tensor.getShape().length != 2
                || tensor.getShape()[1] != width) {
            throw new IllegalArgumentException(
                    what
                            + " '"
                            + node.getName()
                            + "' is "
                            + node.getInfo()
                            + ", expected float [N, "
                            + width
                            + "]");
        }
        return node.getName();
    }

    /// What the file says of itself.
    public ModelCard card() {
        return card;
    }

    /// The name of the tensor that takes the waveform.
    public String input() {
        return input;
    }

    /// The name of the tensor that gives the probabilities.
    public String output() {
        return output;
    }

    /// The version of ONNX Runtime that runs it.
    public static String runtimeVersion() {
        return OrtEnvironment.getEnvironment().getVersion();
    }

    /// The file that it was loaded from; empty if it was too large to be kept.
    public Optional<ModelFile> file() {
        return file;
    }

    /// The SHA-256 of the file, which was kept, in hexadecimal.
    public String hash() {
        return file.orElseThrow().sha256();
    }

    /// Runs the model on the waveforms of one or more clips, one after another.
    ///
    /// @param waveforms N x [ModelCard#samples()] samples at [ModelCard#sampleRate()]
    /// @return N x labels probabilities, in the order of the clips
    /// @throws IllegalArgumentException if the number of samples isn't such a multiple
    /// @throws ModelException if the model can't be run on them
    public float[] probabilities(float[] waveforms) throws ModelException {
        int clips = waveforms.length / card.samples();
        if (clips == 0 || waveforms.length % card.samples() != 0) {
            throw new IllegalArgumentException(
                    "waveforms: expected a multiple of "
                            + card.samples()
                            + " samples, got "
                            + waveforms.length);
        }
        long[] shape = {clips, card.samples()};
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(
                                OrtEnvironment.getEnvironment(),
                                FloatBuffer.wrap(waveforms),
                                shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] probabilities = new float[values.remaining()];
            values.get(probabilities);
            return probabilities;
        } catch (OrtException e) {
            throw new ModelException(source + ": can't be run: " + reason(e), e);
        }
    }

    @Override
    public void close() {
        close(session);
    }

    static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("a session could not be closed", e);
        }
    }

    /// Why it failed, in a line.
    static String reason(Exception e) {
        return e instanceof OrtException runtime
                ? RuntimeReason.of(runtime)
                : String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    }
}
