package dev.edgewise.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// Where models come from: those that ship with the program, by name, and any file.
public final class ModelStore {

    /// The models in the jar, by name.
    public static final List<String> SHIPPED = List.of("bc-resnet", "tutorial-cnn");

    /// The model that is used when none is named.
    public static final String DEFAULT = "bc-resnet";

    /// The network of the report's study, which [#DEFAULT] took the place of.
    public static final String STUDY = "tutorial-cnn";

    /// The SHA-256 of each shipped model, as `sha256sum` writes it.
    private static final String SUMS = "SHA256SUMS";

    private static final long LARGEST = 1L << 30;

    private ModelStore() {}

    /// Loads the shipped model called `nameOrFile`, or the file of that name; a shipped name wins.
    ///
    /// @param threads how many threads share the work of one run
    /// @throws ModelException if there is no such model, or it can't be used
    public static OnnxModel open(String nameOrFile, int threads) throws ModelException {
        return OnnxModel.load(nameOrFile, bytes(nameOrFile), threads);
    }

    /// The bytes of the shipped model called `nameOrFile`, or of the file of that name; a shipped
    /// name wins.
    ///
    /// @throws ModelException if there is no such model, or it can't be read
    public static byte[] bytes(String nameOrFile) throws ModelException {
        if (SHIPPED.contains(nameOrFile)) {
            try (InputStream in = ModelStore.class.getResourceAsStream(nameOrFile + ".onnx")) {
                if (in == null) {
                    throw new ModelException(nameOrFile + ": missing in this build");
                }
                return in.readAllBytes();
            } catch (ModelException e) {
                throw e;
            } catch (IOException e) {
                throw unreadable(nameOrFile, e);
            }
        }
        try {
            return file(Path.of(nameOrFile));
        } catch (InvalidPathException e) {
            throw unreadable(nameOrFile, e);
        }
    }

    /// The bytes of a file.
    static byte[] file(Path file) throws ModelException {
        size(file);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /// The size of a file that isn't too large to be loaded.
    static long size(Path file) throws ModelException {
        if (!Files.exists(file)) {
            throw new ModelException(
                    file + ": no such model; give a file or one of " + String.join(", ", SHIPPED));
        }
        if (!Files.isRegularFile(file)) {
            throw new ModelException(file + ": not a file");
        }
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                throw new ModelException(file + ": larger than 1 GiB");
            }
            return size;
        } catch (ModelException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    private static ModelException unreadable(String source, Exception e) {
        return new ModelException(source + ": can't be read: " + e.getMessage(), e);
    }

    /// The SHA-256 that the shipped model called `name` was published with, in hexadecimal.
    ///
    /// @throws ModelException if this build doesn't tell
    public static String sha256(String name) throws ModelException {
        try (InputStream in = ModelStore.class.getResourceAsStream(SUMS)) {
            String sums = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return sums.lines()
                    .filter(line -> line.endsWith("  " + name + ".onnx"))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .findFirst()
                    .orElseThrow(
                            () -> new ModelException(name + ": this build doesn't know its hash"));
        } catch (ModelException e) {
            throw e;
        } catch (IOException e) {
            throw new ModelException(name + ": its hash can't be read: " + e.getMessage(), e);
        }
    }
}
