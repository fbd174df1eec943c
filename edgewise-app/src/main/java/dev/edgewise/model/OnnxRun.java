package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Any model, loaded to be run on tensors of any type.
///
/// ONNX Runtime's Java interface can't make tensors of uint16, uint32 and uint64. Where the model
/// takes one, a wider signed tensor goes in instead, and a Cast in front of the graph narrows it,
/// which loses nothing.
final class OnnxRun implements AutoCloseable {

    private static final Map<ElementType, ElementType> WIDER =
            Map.of(
                    ElementType.UINT16, ElementType.INT32,
                    ElementType.UINT32, ElementType.INT64,
                    ElementType.UINT64, ElementType.INT64);

    private final String source;
    private final OrtSession session;

    /// A model that is loaded in `session`, which it closes.
    OnnxRun(String source, OrtSession session) {
        this.source = source;
        this.session = session;
    }

    /// Loads `model`.
    ///
    /// @param threads how many threads share the work of one run
    /// @param optimised whether ONNX Runtime may change the graph to be faster
    static OnnxRun load(String source, ModelProto model, int threads, boolean optimised)
            throws ModelException {
        byte[] bytes = casting(model).toByteArray();
        return new OnnxRun(source, OnnxModel.session(source, bytes, threads, optimised));
    }

    /// Whether each of its inputs can be given as it is.
    static boolean takesAllTypes(ModelProto model) {
        return model.getGraph().getInputList().stream()
                .noneMatch(i -> Port.of(i).element().filter(WIDER::containsKey).isPresent());
    }

    private static ModelProto casting(ModelProto model) {
        List<NodeProto> casts = new ArrayList<>();
        GraphProto.Builder graph = model.getGraph().toBuilder();
        for (int i = 0; i < graph.getInputCount(); i++) {
            ValueInfoProto input = graph.getInput(i);
            ElementType wider = Port.of(input).element().map(WIDER::get).orElse(null);
            if (wider != null) {
                ValueInfoProto.Builder wide = input.toBuilder().setName(wide(input.getName()));
                wide.getTypeBuilder().getTensorTypeBuilder().setElemType(wider.number());
                graph.setInput(i, wide);
                casts.add(
                        NodeProto.newBuilder()
                                .setOpType("Cast")
                                .addInput(wide.getName())
                                .addOutput(input.getName())
                                .addAttribute(
                                        AttributeProto.newBuilder()
                                                .setName("to")
                                                .setType(AttributeProto.AttributeType.INT)
                                                .setI(
                                                        input.getType()
                                                                .getTensorType()
                                                                .getElemType()))
                                .build());
            }
        }
        if (casts.isEmpty()) {
            return model;
        }
        casts.addAll(graph.getNodeList());
        return model.toBuilder().setGraph(graph.clearNode().addAllNode(casts)).build();
    }

    private static String wide(String input) {
        return "edgewise/" + input;
    }

    /// Inputs made ready for any number of runs.
    final class Inputs implements AutoCloseable {

        private final Map<String, OnnxTensor> tensors = new HashMap<>();

        private Inputs(Map<String, TensorValue> values) throws OrtException {
            try {
                for (Map.Entry<String, TensorValue> entry : values.entrySet()) {
                    boolean wider = WIDER.containsKey(entry.getValue().type());
                    tensors.put(
                            wider ? wide(entry.getKey()) : entry.getKey(),
                            tensor(entry.getValue()));
                }
            } catch (OrtException | RuntimeException e) {
                close();
                throw e;
            }
        }

        /// Runs the model, and lets go of what it gives.
        void run() throws ModelException {
            try {
                session.run(tensors).close();
            } catch (OrtException e) {
                throw failed(e);
            }
        }

        @Override
        public void close() {
            OnnxValue.close(tensors);
        }
    }

    /// Makes `values` ready to be run on.
    ///
    /// @throws ModelException if there is no way to hand such a tensor over
    Inputs inputs(Map<String, TensorValue> values) throws ModelException {
        try {
            return new Inputs(values);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /// Runs it for all of its outputs.
    Map<String, TensorValue> run(Map<String, TensorValue> values) throws ModelException {
        return run(values, Set.of());
    }

    /// Runs it.
    ///
    /// @param wanted the names of the outputs that are; none for all, in the model's order
    /// @return the outputs; those that are no tensors, or of a type that the Java interface doesn't
    /// know, such as numbers of four bits, are left out
    Map<String, TensorValue> run(Map<String, TensorValue> values, Set<String> wanted)
            throws ModelException {
        try (Inputs inputs = inputs(values);
                OrtSession.Result result =
                        wanted.isEmpty()
                                ? session.run(inputs.tensors)
                                : session.run(inputs.tensors, wanted)) {
            Map<String, TensorValue> outputs = new LinkedHashMap<>();
            for (Map.Entry<String, OnnxValue> output : result) {
                if (output.getValue() instanceof OnnxTensor tensor) {
                    Optional<ElementType> type = ElementType.of(onnxNumber(tensor));
                    if (type.isPresent()) {
                        outputs.put(output.getKey(), value(tensor, type.get()));
                    }
                }
            }
            return outputs;
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private ModelException failed(OrtException e) {
        return new ModelException(source + ": can't be run: " + RuntimeReason.of(e), e);
    }

    @Override
    public void close() {
        OnnxModel.close(session);
    }

    private static OnnxTensor tensor(TensorValue value) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = value.shape().stream().mapToLong(Long::longValue).toArray();
        if (value.type() == ElementType.STRING) {
            String[] texts = value.texts().toArray(String[]::new);
            return OnnxTensor.createTensor(environment, texts, shape);
        }
        return OnnxTensor.createTensor(environment, wide(value), shape, javaType(value.type()));
    }

    /// The values, widened where a Cast narrows them again.
    private static ByteBuffer wide(TensorValue value) {
        ByteBuffer narrow = value.bytes();
        ElementType wider = WIDER.get(value.type());
        if (wider == null || value.type() == ElementType.UINT64) {
            // Of buffers on the heap, ONNX Runtime takes none that are of bytes.
            return narrow.isDirect() ? narrow : direct(narrow.remaining()).put(narrow).flip();
        }
        ByteBuffer wide = direct((int) wider.bytes(value.count()));
        while (narrow.hasRemaining()) {
            if (wider == ElementType.INT32) {
                wide.putInt(Short.toUnsignedInt(narrow.getShort()));
            } else {
                wide.putLong(Integer.toUnsignedLong(narrow.getInt()));
            }
        }
        return wide.flip();
    }

    private static ByteBuffer direct(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    private static OnnxJavaType javaType(ElementType type) throws OrtException {
        return switch (WIDER.getOrDefault(type, type)) {
            case FLOAT32 -> OnnxJavaType.FLOAT;
            case FLOAT64 -> OnnxJavaType.DOUBLE;
            case FLOAT16 -> OnnxJavaType.FLOAT16;
            case BFLOAT16 -> OnnxJavaType.BFLOAT16;
            case INT8 -> OnnxJavaType.INT8;
            case UINT8 -> OnnxJavaType.UINT8;
            case INT16 -> OnnxJavaType.INT16;
            case INT32 -> OnnxJavaType.INT32;
            case INT64 -> OnnxJavaType.INT64;
            case BOOL -> OnnxJavaType.BOOL;
            default ->
                    throw new OrtException(
                            "ONNX Runtime's Java interface can't make tensors of " + type.label());
        };
    }

    private static TensorValue value(OnnxTensor tensor, ElementType type) throws OrtException {
        List<Long> shape = Arrays.stream(tensor.getInfo().getShape()).boxed().toList();
        if (type == ElementType.STRING) {
            return TensorValue.of(texts(tensor.getValue()), shape);
        }
        if (TensorValue.count(shape) == 0) {
            return TensorValue.of(type, shape, ByteBuffer.allocate(0));
        }
        return TensorValue.of(type, shape, tensor.getByteBuffer());
    }

    private static int onnxNumber(OnnxTensor tensor) {
        return switch (tensor.getInfo().onnxType) {
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> ElementType.FLOAT32.number();
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> ElementType.FLOAT64.number();
            default -> {
                String name = tensor.getInfo().onnxType.name();
                String label = name.substring(name.lastIndexOf('_') + 1);
                yield Arrays.stream(ElementType.values())
                        .filter(type -> type.label().equalsIgnoreCase(label))
                        .mapToInt(ElementType::number)
                        .findFirst()
                        .orElse(0);
            }
        };
    }

    private static List<String> texts(Object value) {
        return value instanceof Object[] parts
                ? Arrays.stream(parts).flatMap(part -> texts(part).stream()).toList()
                : List.of(String.valueOf(value));
    }
}
