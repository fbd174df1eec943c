package dev.edgewise.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.DemoClips;
import dev.edgewise.audio.WavFile;
import dev.edgewise.model.ModelStore;
import dev.edgewise.recognize.LocalRecognizer;
import dev.edgewise.recognize.Recognizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// What a prediction in this process costs above its model, with one thread, in two lights: from a
/// clip's file to its word, against the barest code that gets from the same file to probabilities
/// with ONNX Runtime; and recognising a clip that is at hand, against running the model on samples
/// that are.
public final class PredictionBenchmark {

    private static final double BOUND = 1.15;
    private static final int THREADS = 1;
    private static final int HEADER = 44;

    private PredictionBenchmark() {}

    public static void main(String[] args) throws IOException, OrtException {
        Path file = Files.createTempFile("edgewise", ".wav");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (Recognizer recognizer =
                        new LocalRecognizer(ModelStore.open(ModelStore.DEFAULT, THREADS));
                OrtSession.SessionOptions options = options();
                OrtSession session = environment.createSession(model(), options)) {
            Files.write(file, DemoClips.bytes(DemoClips.paths().getFirst()));
            Clip clip = WavFile.read(file);
            float[] samples = clip.samples();
            InTurn.print(
                    "prediction: read, decode, recognise",
                    "the same file, barely read, ONNX Runtime",
                    InTurn.measure(
                            () -> predicted(recognizer, file),
                            () -> run(environment, session, file)),
                    BOUND);
            InTurn.print(
                    "recognise alone",
                    "ONNX Runtime alone",
                    InTurn.measure(
                            () -> recognized(recognizer, clip),
                            () -> run(environment, session, samples)),
                    BOUND);
        } finally {
            Files.delete(file);
        }
    }

    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(THREADS);
        options.setInterOpNumThreads(1);
        return options;
    }

    private static byte[] model() throws IOException {
        try (InputStream in = ModelStore.class.getResourceAsStream(ModelStore.DEFAULT + ".onnx")) {
            if (in == null) {
                throw new IOException(ModelStore.DEFAULT + ": missing in this build");
            }
            return in.readAllBytes();
        }
    }

    private static long predicted(Recognizer recognizer, Path file) throws IOException {
        long begin = System.nanoTime();
        recognized(recognizer, WavFile.read(file));
        return System.nanoTime() - begin;
    }

    private static long recognized(Recognizer recognizer, Clip clip) throws IOException {
        long begin = System.nanoTime();
        if (recognizer.recognize(clip).word().isEmpty()) {
            throw new IllegalStateException("no word");
        }
        return System.nanoTime() - begin;
    }

    /// Knows that the file has 44 bytes of header and 16-bit samples, which only a benchmark may.
    private static long run(OrtEnvironment environment, OrtSession session, Path file)
            throws IOException {
        long begin = System.nanoTime();
        ShortBuffer pcm =
                ByteBuffer.wrap(Files.readAllBytes(file))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .position(HEADER)
                        .slice()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asShortBuffer();
        float[] samples = new float[pcm.remaining()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = pcm.get(i) / 32768f;
        }
        run(environment, session, samples);
        return System.nanoTime() - begin;
    }

    private static long run(OrtEnvironment environment, OrtSession session, float[] samples) {
        long begin = System.nanoTime();
        String input = session.getInputNames().iterator().next();
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(
                                environment,
                                FloatBuffer.wrap(samples),
                                new long[] {1, samples.length});
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            if (((OnnxTensor) result.get(0)).getFloatBuffer().get(0) < 0) {
                throw new IllegalStateException("a probability below zero");
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
        return System.nanoTime() - begin;
    }
}
