package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// An ONNX file of any origin, parsed: something to look into and to change. It isn't loaded, so
/// that operators that ONNX Runtime lacks come to light only where it is run.
public final class OnnxFile {

    private static final int FEW = 3;

    private final String source;
    private final byte[] bytes;
    private final ModelProto model;

    private OnnxFile(String source, byte[] bytes, ModelProto model) {
        this.source = source;
        this.bytes = bytes;
        this.model = model;
    }

    /// Reads an ONNX file.
    ///
    /// @throws ModelException if it can't be read, is larger than 1 GiB, or [#of] refuses it
    public static OnnxFile read(Path file) throws ModelException {
        return of(file.toString(), ModelStore.file(file));
    }

    /// Reads the shipped model called `nameOrFile`, or the file of that name; a shipped name wins.
    ///
    /// @throws ModelException if there is no such model, or [#of] refuses it
    public static OnnxFile open(String nameOrFile) throws ModelException {
        return of(nameOrFile, ModelStore.bytes(nameOrFile));
    }

    /// Parses the ONNX file in `bytes`, which the caller leaves alone from now on.
    ///
    /// @param source the file or the model's name, for messages
    /// @throws ModelException if it is no ONNX file, is cut short, has no graph, or keeps data in
    /// other files
    public static OnnxFile of(String source, byte[] bytes) throws ModelException {
        if (bytes.length == 0) {
            throw new ModelException(source + ": empty, expected an ONNX file");
        }
        return new OnnxFile(source, bytes, parse(source, CodedInputStream.newInstance(bytes)));
    }

    /// What a file holds, read where it lies: its large parts stay outside the heap.
    ///
    /// @throws ModelException as [#of] does
    static ModelProto mapped(Path file) throws ModelException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
            in.enableAliasing(true);
            return parse(file.toString(), in);
        } catch (ModelException e) {
            throw e;
        } catch (IOException e) {
            throw new ModelException(file + ": can't be read: " + e.getMessage(), e);
        }
    }

    private static ModelProto parse(String source, CodedInputStream in) throws ModelException {
        ModelProto model = proto(source, in);
        if (model.getIrVersion() <= 0) {
            throw new ModelException(source + ": not an ONNX file");
        }
        if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
            throw new ModelException(source + ": an ONNX file without a graph, nothing to run");
        }
        Set<String> elsewhere =
                Tensors.in(model)
                        .filter(t -> t.getDataLocation() == TensorProto.DataLocation.EXTERNAL)
                        .map(OnnxFile::location)
                        .collect(Collectors.toCollection(TreeSet::new));
        if (!elsewhere.isEmpty()) {
            throw new ModelException(
                    source
                            + ": keeps its data in other files ("
                            + elsewhere.stream().limit(FEW).collect(Collectors.joining(", "))
                            + (elsewhere.size() > FEW ? ", ..." : "")
                            + "); save it as one file");
        }
        return model;
    }

    private static ModelProto proto(String source, CodedInputStream in) throws ModelException {
        try {
            return ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            boolean begun =
                    e.getUnfinishedMessage() instanceof ModelProto model
                            && model.getIrVersion() > 0;
            throw new ModelException(
                    source
                            + (begun ? ": cut short or damaged, not a whole" : ": not an")
                            + " ONNX file",
                    e);
        } catch (IOException e) {
            throw new ModelException(source + ": can't be read: " + e.getMessage(), e);
        }
    }

    private static String location(TensorProto tensor) {
        return tensor.getExternalDataList().stream()
                .filter(entry -> entry.getKey().equals("location"))
                .map(StringStringEntryProto::getValue)
                .findFirst()
                .orElse("of " + tensor.getName())
                .replaceAll("\\p{Cntrl}", "?");
    }

    /// The file or the model's name, for messages.
    public String source() {
        return source;
    }

    /// The file, byte for byte. Callers leave it alone.
    public byte[] bytes() {
        return bytes;
    }

    /// What the file holds.
    ModelProto model() {
        return model;
    }

    GraphProto graph() {
        return model.getGraph();
    }

    /// The SHA-256 of the file, in hexadecimal.
    public String sha256() {
        return sha256(bytes);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// The inputs that whoever runs it must give: those without a value in the file.
    public List<Port> inputs() {
        return inputs(graph());
    }

    static List<Port> inputs(GraphProto graph) {
        Set<String> given =
                graph.getInitializerList().stream()
                        .map(TensorProto::getName)
                        .collect(Collectors.toSet());
        return graph.getInputList().stream()
                .filter(input -> !given.contains(input.getName()))
                .map(Port::of)
                .toList();
    }

    /// The outputs.
    public List<Port> outputs() {
        return outputs(graph());
    }

    static List<Port> outputs(GraphProto graph) {
        return graph.getOutputList().stream().map(Port::of).toList();
    }

    /// The version of each operator set that it uses, by domain; ONNX's own is `ai.onnx`.
    public Map<String, Long> opsets() {
        Map<String, Long> opsets = new LinkedHashMap<>();
        for (OperatorSetIdProto opset : model.getOpsetImportList()) {
            opsets.put(domain(opset.getDomain()), opset.getVersion());
        }
        return opsets;
    }

    /// The version of the file format (ONNX calls it IR).
    public long format() {
        return model.getIrVersion();
    }

    /// The program that wrote it, as far as it says so.
    public String producer() {
        return (model.getProducerName() + " " + model.getProducerVersion()).strip();
    }

    /// The file's `metadata_props`, in their order.
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        model.getMetadataPropsList().forEach(e -> metadata.put(e.getKey(), e.getValue()));
        return metadata;
    }

    /// What it says of itself, if it is one of Edgewise's models.
    public Optional<ModelCard> card() {
        try {
            return Optional.of(ModelCard.of(metadata()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String domain(String domain) {
        return domain.isEmpty() ? "ai.onnx" : domain;
    }
}
