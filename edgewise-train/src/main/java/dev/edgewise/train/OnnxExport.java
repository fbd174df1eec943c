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
import java.util.List;

/// Makes ONNX files of what is trained: a [Network] and its [Weights]. Batch normalization
/// becomes part of the convolution before it, where it treats all rows alike.
final class OnnxExport {

    /// The tensor [N, labels] that a whole model gives.
    static final String PROBABILITIES = "probabilities";

    private final OnnxGraph graph;
    private final Weights weights;

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
        new OnnxExport(graph, weights)
                .addAll(
                        network.layers(),
                        network.frontEnd().tensor(),
                        network.frontEnd().features());
        return graph;
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

    private String add(Layer layer, String input, Picture picture) {
        String tensor = layer.tensor();
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
            case Broadcast broadcast -> addBroadcast(broadcast, input, picture);
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
        graph.constant(name + ".kernel", kernel, weights.shape(name + ".kernel"));
        graph.constant(name + ".bias", bias, bias.length);
        activated(
                norm.activation(),
                norm.tensor(),
                "Conv",
                List.of(input, name + ".kernel", name + ".bias"),
                attributes(convolution, picture));
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

    private void addBroadcast(Broadcast broadcast, String input, Picture picture) {
        String tensor = broadcast.tensor();
        String frequency = addAll(broadcast.frequency(), input, picture);
        Picture made = picture.after(broadcast);
        graph.node(
                "ReduceMean",
                List.of(frequency),
                tensor + ".mean",
                Attribute.of("axes", new long[] {2}),
                Attribute.of("keepdims", 1));
        String time =
                addAll(
                        broadcast.time(),
                        tensor + ".mean",
                        new Picture(made.channels(), 1, made.columns()));
        String sum = tensor + ".sum";
        graph.node("Add", List.of(frequency, time), sum);
        if (broadcast.identity()) {
            graph.node("Add", List.of(sum, input), tensor + ".residual");
            sum = tensor + ".residual";
        }
        graph.node("Relu", List.of(sum), tensor);
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

    /// What batch normalization is once it has learned: a factor and an addend for each
    /// channel, or band of a channel.
    private static final class Affine {

        private final float[] factors;
        private final float[] addends;

        private Affine(float[] factors, float[] addends) {
            this.factors = factors;
            this.addends = addends;
        }

        static Affine of(BatchNorm norm, Weights weights) {
            String name = norm.tensor();
            float[] factors = weights.values(name + ".scale");
            float[] addends = weights.values(name + ".shift");
            float[] mean = weights.values(name + ".mean");
            float[] variance = weights.values(name + ".variance");
            for (int i = 0; i < factors.length; i++) {
                factors[i] /= (float) Math.sqrt(variance[i] + BatchNorm.EPSILON);
                addends[i] -= mean[i] * factors[i];
            }
            return new Affine(factors, addends);
        }

        int size() {
            return factors.length;
        }

        float factor(int i) {
            return factors[i];
        }

        float addend(int i) {
            return addends[i];
        }
    }
}
