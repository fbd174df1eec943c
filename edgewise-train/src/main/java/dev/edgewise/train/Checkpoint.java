package dev.edgewise.train;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/// A training as it is after an epoch: enough to go on as if it had never been interrupted.
///
/// The file: the text `edgewise-checkpoint-1`, the settings in words, the scores of the epochs,
/// the weights, and what the optimizer remembers, each array by name, shape and float32 values;
/// at the end a CRC-32 of it all. Numbers are big-endian, as [DataOutputStream] writes them.
///
/// @param settings in words: who resumes must have the same
record Checkpoint(String settings, History history, Weights weights, Map<String, float[]> memory) {

    private static final String FORMAT = "edgewise-checkpoint-1";

    /// The file's bytes.
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(FORMAT);
            out.writeUTF(settings);
            out.writeInt(history.size());
            for (EpochScore epoch : history.epochs()) {
                write(out, epoch.training());
                write(out, epoch.validation());
            }
            out.writeInt(weights.names().size());
            for (String name : weights.names()) {
                write(out, name, weights.shape(name), weights.values(name));
            }
            out.writeInt(memory.size());
            for (Map.Entry<String, float[]> entry : memory.entrySet()) {
                float[] values = entry.getValue();
                write(out, entry.getKey(), new int[] {values.length}, values);
            }
            out.writeLong(sum(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new IllegalStateException("memory can't be written to", e);
        }
        return bytes.toByteArray();
    }

    /// Reads `file`.
    ///
    /// @throws TrainingException if it can't be read, is damaged, or is something else
    static Checkpoint read(Path file) throws TrainingException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new TrainingException(file + ": can't be read: " + reason(e), e);
        }
        requireWhole(file, bytes);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            in.readUTF();
            String settings = in.readUTF();
            List<EpochScore> epochs = new ArrayList<>();
            for (int epoch = 1, size = in.readInt(); epoch <= size; epoch++) {
                epochs.add(new EpochScore(epoch, readScore(in), readScore(in)));
            }
            Weights weights = new Weights();
            for (int i = in.readInt(); i > 0; i--) {
                String name = in.readUTF();
                int[] shape = readShape(in);
                weights.with(name, readValues(in, shape), shape);
            }
            Map<String, float[]> memory = new LinkedHashMap<>();
            for (int i = in.readInt(); i > 0; i--) {
                memory.put(in.readUTF(), readValues(in, readShape(in)));
            }
            return new Checkpoint(settings, new History(epochs), weights, memory);
        } catch (IOException | IllegalArgumentException e) {
            throw new TrainingException(file + ": a damaged checkpoint: " + e.getMessage(), e);
        }
    }

    private static void requireWhole(Path file, byte[] bytes) throws TrainingException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte[] format = FORMAT.getBytes(StandardCharsets.UTF_8);
        int begin = Short.BYTES + format.length;
        if (bytes.length < begin
                || !in.slice(Short.BYTES, format.length).equals(ByteBuffer.wrap(format))) {
            throw new TrainingException(file + ": no checkpoint, or one of another version");
        }
        int end = bytes.length - Long.BYTES;
        if (end < begin || in.getLong(end) != sum(bytes, end)) {
            throw new TrainingException(
                    file + ": a damaged checkpoint: it is cut short, or a byte has changed");
        }
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "no such file" : String.valueOf(e.getMessage());
    }

    private static void write(DataOutputStream out, Score score) throws IOException {
        out.writeDouble(score.lossSum());
        out.writeInt(score.correct());
        out.writeInt(score.clips());
    }

    private static Score readScore(DataInputStream in) throws IOException {
        return new Score(in.readDouble(), in.readInt(), in.readInt());
    }

    private static void write(DataOutputStream out, String name, int[] shape, float[] values)
            throws IOException {
        out.writeUTF(name);
        out.writeInt(shape.length);
        for (int dimension : shape) {
            out.writeInt(dimension);
        }
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    private static int[] readShape(DataInputStream in) throws IOException {
        int rank = in.readInt();
        if (rank < 0 || rank > 8) {
            throw new IOException("an array with " + rank + " dimensions");
        }
        int[] shape = new int[rank];
        for (int i = 0; i < rank; i++) {
            shape[i] = in.readInt();
        }
        return shape;
    }

    private static float[] readValues(DataInputStream in, int[] shape) throws IOException {
        long size = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
        if (size < 0 || size * Float.BYTES > in.available()) {
            throw new IOException("an array longer than the file");
        }
        float[] values = new float[(int) size];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }

    private static long sum(byte[] bytes, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }
}
