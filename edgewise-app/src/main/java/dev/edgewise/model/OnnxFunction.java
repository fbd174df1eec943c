package dev.edgewise.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/// A part of a model, run for its tensors: one float32 tensor goes in, its outputs, float32
/// too, come out by name. Unlike an [OnnxModel] it needs no card; the trainer makes its
/// features with one.
public final class OnnxFunction implements AutoCloseable {

    private final String source;
    private final OrtSession session;
    private final String input;

    private OnnxFunction(String source, OrtSession session, String input) {
        this.source = source;
        this.session = session;
        this.input = input;
    }

    /// Loads the ONNX file in `bytes`.
    ///
    /// @param source what it is called in messages
    /// @param threads how many threads share the work of one run
    /// @throws ModelException if it is no ONNX file, or hasn't exactly one input
    public static OnnxFunction load(String source, byte[] bytes, int threads)
            throws ModelException {
        OrtSession session = OnnxModel.session(source, bytes, threads);
        long inputs = session.getNumInputs();
        if (inputs != 1) {
            OnnxModel.close(session);
            throw new ModelException(source + ": it has " + inputs + " inputs, expected one");
        }
        return new OnnxFunction(source, session, session.getInputNames().iterator().next());
    }

    /// Runs it on `values`, in row-major order, as a tensor of shape `shape`.
    ///
    /// @return the values of each output, in row-major order, by the output's name
    /// @throws ModelException if it can't be run on them
    public Map<String, float[]> run(float[] values, long... shape) throws ModelException {
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(
                                OrtEnvironment.getEnvironment(), FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            Map<String, float[]> outputs = new HashMap<>();
            for (Map.Entry<String, OnnxValue> output : result) {
                FloatBuffer buffer = ((OnnxTensor) output.getValue()).getFloatBuffer();
                float[] copy = new float[buffer.remaining()];
                buffer.get(copy);
                outputs.put(output.getKey(), copy);
            }
            return outputs;
        } catch (OrtException e) {
            throw new ModelException(source + ": can't be run: " + OnnxModel.reason(e), e);
        }
    }

    @Override
    public void close() {
        OnnxModel.close(session);
    }
}
