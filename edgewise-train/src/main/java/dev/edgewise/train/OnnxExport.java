package dev.edgewise.train;

import dev.edgewise.model.ModelCard;
import dev.edgewise.model.OnnxGraph;
import dev.edgewise.model.OnnxGraph.Attribute;
import dev.edgewise.train.Layer.Activation;
import dev.edgewise.train.Layer.Average;
import dev.edgewise.train.Layer.BatchNorm;
import dev.edgewise.train.Layer.Broadcast;
import dev.edgewise.train.Layer.Convolution;
import dev.edgewise.train.Layer.Dense;
import dev.edgewise.train.Layer.Dropout;
import dev.edgewise.train.Layer.Flatten;
import dev.edgewise.train.Layer.MaxPool;
import dev.edgewise.train.Layer.Normalization;
import dev.edgewise.train.Layer.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Makes ONNX files of what is trained: a [Network] and its [Weights]. Batch normalization
/// becomes part of the convolution before it, where it treats all rows alike.
final class OnnxExport {

    /// The tensor [N, labels] that a whole model gives.
    static final String PROBABILITIES = "probabilities";

    /// How a picture's values are shaped: always in the same order.
    private enum Form {
        /// [N, channels, rows, columns]
        PICTURE,
        /// [N, channels x rows, 1, columns]
        ROWS,
        /// [N, channels, rows x columns]
        POINTS;

        long[] shape(Picture picture) {
            int channels = picture.channels();
            int rows = picture.rows();
            int columns = picture.columns();
            return switch (this) {
                case PICTURE -> new long[] {0, channels, rows, columns};
                case ROWS -> new long[] {0, (long) channels * rows, 1, columns};
                case POINTS -> new long[] {0, channels, (long) rows * columns};
            };
        }
    }

    private final OnnxGraph graph;
    private final Weights weights;

    /// The tensors that aren't shaped as pictures.
    private final Map<String, Form> forms = new HashMap<>();

    private OnnxExport(OnnxGraph graph, Weights weights) {
        this.graph = graph;
        this.weights = weights;
    }

    /// The front end alone: a waveform [N, samples] -> its features.
    static byte[] head(FrontEnd frontEnd) {
        OnnxGraph graph = new OnnxGraph("features");
        frontEnd.addTo(graph);
        Picture features = frontEnd.features();
        graph.output(
                frontEnd.tensor(),
                OnnxGraph.BATCH,
                features.channels(),
                features.rows(),
                features.columns());
        return graph.bytes();
    }

    /// The whole spectrogram of a picture, and the picture that the straightforward graph
    /// makes.
    static byte[] wholeHead(PictureFrontEnd frontEnd) {
        OnnxGraph graph = new OnnxGraph("spectrogram");
        frontEnd.addWholeTo(graph);
        graph.output(
                PictureFrontEnd.SPECTROGRAM,
                OnnxGraph.BATCH,
                1,
                frontEnd.frames(),
                frontEnd.bins());
        graph.output(
                PictureFrontEnd.FEATURES, OnnxGraph.BATCH, 1, frontEnd.size(), frontEnd.size());
        return graph.bytes();
    }

    /// The graph up to the network's last layer: a waveform [N, samples] -> logits [N, labels].
    static byte[] logits(Network network, Weights weights) {
        OnnxGraph graph = graph(network, weights);
        graph.output(network.output(), OnnxGraph.BATCH, network.labels());
        return graph.bytes();
    }

    /// As [#logits], of a network for pictures, with the straightforward graph as its front end.
    static byte[] wholeLogits(Network network, Weights weights) {
        if (!(network.frontEnd() instanceof PictureFrontEnd picture)) {
            throw new IllegalArgumentException(network.name() + ": its features are no picture");
        }
        OnnxGraph graph = new OnnxGraph(network.name());
        picture.addWholeTo(graph);
        addLayers(graph, network, weights);
        graph.output(network.output(), OnnxGraph.BATCH, network.labels());
        return graph.bytes();
    }

    /// The whole model: a waveform [N, samples] -> probabilities [N, labels], with its card.
    static byte[] model(Network network, Weights weights, ModelCard card) {
        OnnxGraph graph = graph(network, weights);
        graph.node("Softmax", List.of(network.output()), PROBABILITIES, Attribute.of("axis", 1));
        graph.output(PROBABILITIES, OnnxGraph.BATCH, network.labels());
        graph.metadata(card.metadata());
        return graph.bytes();
    }

    private static OnnxGraph graph(Network network, Weights weights) {
        OnnxGraph graph = new OnnxGraph(network.name());
        network.frontEnd().addTo(graph);
        addLayers(graph, network, weights);
        return graph;
    }

    private static void addLayers(OnnxGraph graph, Network network, Weights weights) {
        FrontEnd frontEnd = network.frontEnd();
        new OnnxExport(graph, weights)
                .addAll(network.layers(), frontEnd.tensor(), frontEnd.features());
    }

    /// Adds the nodes of `layers`, the first of which reads tensor `input`, and returns the
    /// tensor that the last one makes.
    private String addAll(List<Layer> layers, String input, Picture shape) {
        String tensor = input;
        Picture picture = shape;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            if (layer instanceof Convolution convolution
                    && i + 1 < layers.size()
                    && layers.get(i + 1) instanceof BatchNorm norm
                    && norm.bands() == 1) {
                i++;
                addFolded(convolution, norm, tensor, picture);
                tensor = norm.tensor();
            } else {
                tensor = add(layer, tensor, picture);
            }
            picture = picture.after(layer);
        }
        return tensor;
    }

    private String add(Layer layer, String from, Picture picture) {
        String tensor = layer.tensor();
        if (layer instanceof Broadcast broadcast) {
            addBroadcast(broadcast, from, picture);
            return tensor;
        }
        String input = as(Form.PICTURE, from, picture);
        switch (layer) {
            case Normalization _ -> {
                graph.node("Sub", constants(input, tensor + ".mean"), tensor + ".centred");
                graph.node("Div", constants(tensor + ".centred", tensor + ".deviation"), tensor);
            }
            case Convolution c ->
                    activated(
                            c.activation(),
                            tensor,
                            "Conv",
                            c.bias()
                                    ? constants(input, tensor + ".kernel", tensor + ".bias")
                                    : constants(input, tensor + ".kernel"),
                            attributes(c, picture));
            case BatchNorm norm -> addAffine(norm, input, picture);
            case Broadcast _ -> throw new IllegalStateException(tensor);
            case MaxPool pool ->
                    graph.node(
                            "MaxPool",
                            List.of(input),
                            tensor,
                            Attribute.of("kernel_shape", pair(Size.square(pool.size()))),
                            Attribute.of("strides", pair(Size.square(pool.size()))));
            case Average _ ->
                    graph.node(
                            "ReduceMean",
                            List.of(input),
                            tensor,
                            Attribute.of("axes", new long[] {2, 3}),
                            Attribute.of("keepdims", 0));
            case Dropout _ -> {
                return input;
            }
            case Flatten _ ->
                    graph.node("Flatten", List.of(input), tensor, Attribute.of("axis", 1));
            case Dense dense ->
                    activated(
                            dense.activation(),
                            tensor,
                            "Gemm",
                            constants(input, tensor + ".kernel", tensor + ".bias"),
                            Attribute.of("transB", 1));
        }
        return tensor;
    }

    private void addFolded(Convolution convolution, BatchNorm norm, String input, Picture picture) {
        Affine affine = Affine.of(norm, weights);
        String name = convolution.tensor();
        float[] kernel = weights.values(name + ".kernel");
        int each = kernel.length / affine.size();
        float[] bias = new float[affine.size()];
        for (int filter = 0; filter < bias.length; filter++) {
            for (int i = 0; i < each; i++) {
                kernel[filter * each + i] *= affine.factor(filter);
            }
            float before = convolution.bias() ? weights.values(name + ".bias")[filter] : 0;
            bias[filter] = before * affine.factor(filter) + affine.addend(filter);
        }
        graph.constant(name + ".bias", bias, bias.length);
        boolean points = convolution.isPointwise() && forms.containsKey(input);
        if (points) {
            graph.constant(name + ".kernel", kernel, bias.length, picture.channels(), 1);
            forms.put(norm.tensor(), Form.POINTS);
        } else {
            graph.constant(name + ".kernel", kernel, weights.shape(name + ".kernel"));
        }
        activated(
                norm.activation(),
                norm.tensor(),
                "Conv",
                List.of(
                        as(points ? Form.POINTS : Form.PICTURE, input, picture),
                        name + ".kernel",
                        name + ".bias"),
                points
                        ? new Attribute[] {Attribute.of("kernel_shape", new long[] {1})}
                        : attributes(convolution, picture));
    }

    /// A factor and an addend for each row of each channel.
    private void addAffine(BatchNorm norm, String input, Picture picture) {
        Affine affine = Affine.of(norm, weights);
        float[] factors = new float[picture.channels() * picture.rows()];
        float[] addends = new float[factors.length];
        int rows = picture.rows() / norm.bands();
        for (int i = 0; i < factors.length; i++) {
            factors[i] = affine.factor(i / rows);
            addends[i] = affine.addend(i / rows);
        }
        String tensor = norm.tensor();
        graph.constant(tensor + ".factor", factors, 1, picture.channels(), picture.rows(), 1);
        graph.constant(tensor + ".addend", addends, 1, picture.channels(), picture.rows(), 1);
        graph.node("Mul", List.of(input, tensor + ".factor"), tensor + ".scaled");
        activated(
                norm.activation(), tensor, "Add", List.of(tensor + ".scaled", tensor + ".addend"));
    }

    /// A convolution over rows with the normalization after it is a matrix for each channel, and
    /// so is the mean of what they make: both become grouped convolutions of a picture whose
    /// rows count as channels. Into the first go the identity, the addends, and the addition of
    /// the time branch, repeated for each row. So the runtime passes over the picture twice.
    private void addBroadcast(Broadcast broadcast, String input, Picture picture) {
        List<Layer> layers = broadcast.frequency();
        int last = layers.size() - 2;
        if (last < 0
                || !(layers.get(last) instanceof Convolution convolution)
                || !(layers.get(last + 1) instanceof BatchNorm norm)
                || (broadcast.identity() && last > 0)) {
            throw new IllegalArgumentException(
                    broadcast.tensor()
                            + ": can't be exported, expected a convolution and a normalization");
        }
        Picture before = picture;
        for (Layer layer : layers.subList(0, last)) {
            before = before.after(layer);
        }
        String read = as(Form.ROWS, addAll(layers.subList(0, last), input, picture), before);
        RowMatrices frequency = RowMatrices.of(convolution, norm, before, weights);
        String tensor = broadcast.tensor();
        addMatrices(frequency.mean(), read, tensor + ".mean");
        String time =
                addAll(
                        broadcast.time(),
                        tensor + ".mean",
                        new Picture(before.channels(), 1, before.columns()));
        long[] channels = new long[frequency.channels() * frequency.made()];
        Arrays.setAll(channels, i -> i / frequency.made());
        graph.constant(tensor + ".channels", channels);
        graph.node(
                "Gather",
                List.of(time, tensor + ".channels"),
                tensor + ".broadcast",
                Attribute.of("axis", 1));
        String sum = convolution.tensor();
        addMatrices(broadcast.identity() ? frequency.plusIdentity() : frequency, read, sum);
        graph.node("Add", List.of(sum, tensor + ".broadcast"), tensor + ".sum");
        graph.node("Relu", List.of(tensor + ".sum"), tensor);
        forms.put(tensor, Form.ROWS);
    }

    private void addMatrices(RowMatrices matrices, String input, String tensor) {
        int channels = matrices.channels();
        graph.constant(
                tensor + ".kernel",
                matrices.factors(),
                channels * matrices.made(),
                matrices.rows(),
                1,
                1);
        graph.constant(tensor + ".bias", matrices.addends(), channels * matrices.made());
        graph.node(
                "Conv",
                List.of(input, tensor + ".kernel", tensor + ".bias"),
                tensor,
                Attribute.of("kernel_shape", pair(Size.ONE)),
                Attribute.of("group", channels));
    }

    /// `tensor` in the form `wanted`.
    private String as(Form wanted, String tensor, Picture picture) {
        if (forms.getOrDefault(tensor, Form.PICTURE) == wanted) {
            return tensor;
        }
        String other = tensor + "." + wanted.name().toLowerCase(Locale.ROOT);
        graph.constant(other + ".shape", wanted.shape(picture));
        graph.node("Reshape", List.of(tensor, other + ".shape"), other);
        return other;
    }

    private void activated(
            Activation activation,
            String tensor,
            String operator,
            List<String> inputs,
            Attribute... attributes) {
        String sum = activation == Activation.NONE ? tensor : tensor + ".linear";
        graph.node(operator, inputs, sum, attributes);
        switch (activation) {
            case NONE -> {}
            case RELU -> graph.node("Relu", List.of(sum), tensor);
            case SILU -> {
                graph.node("Sigmoid", List.of(sum), tensor + ".sigmoid");
                graph.node("Mul", List.of(sum, tensor + ".sigmoid"), tensor);
            }
        }
    }

    private static Attribute[] attributes(Convolution convolution, Picture picture) {
        Size padding = convolution.padding();
        return new Attribute[] {
            Attribute.of("kernel_shape", pair(convolution.kernel())),
            Attribute.of("strides", pair(convolution.stride())),
            Attribute.of(
                    "pads",
                    new long[] {
                        padding.rows(), padding.columns(), padding.rows(), padding.columns()
                    }),
            Attribute.of("dilations", pair(convolution.dilation())),
            Attribute.of("group", convolution.depthwise() ? picture.channels() : 1)
        };
    }

    /// Adds the weights called `names` as constants; the inputs of a node that reads `input`
    /// and them.
    private List<String> constants(String input, String... names) {
        List<String> inputs = new ArrayList<>();
        inputs.add(input);
        for (String name : names) {
            graph.constant(name, weights.values(name), weights.shape(name));
            inputs.add(name);
        }
        return inputs;
    }

    private static long[] pair(Size size) {
        return new long[] {size.rows(), size.columns()};
    }
}
