package dev.edgewise.train;

import dev.edgewise.model.ModelCard;
import dev.edgewise.model.OnnxGraph;
import dev.edgewise.model.OnnxGraph.Attribute;
import dev.edgewise.train.Layer.Activation;
import dev.edgewise.train.Layer.Convolution;
import dev.edgewise.train.Layer.Dense;
import dev.edgewise.train.Layer.Dropout;
import dev.edgewise.train.Layer.Flatten;
import dev.edgewise.train.Layer.MaxPool;
import dev.edgewise.train.Layer.Normalization;
import java.util.ArrayList;
import java.util.List;

/// Makes ONNX files of what is trained: a [FrontEnd], a [Network] and its [Weights].
final class OnnxExport {

    /// The tensor [N, words] that a whole model gives.
    static final String PROBABILITIES = "probabilities";

    private OnnxExport() {}

    /// The front end alone: a waveform [N, samples] -> its spectrogram and its features.
    static byte[] head(FrontEnd frontEnd) {
        OnnxGraph graph = new OnnxGraph("features");
        frontEnd.addTo(graph);
        graph.output(FrontEnd.SPECTROGRAM, OnnxGraph.BATCH, 1, frontEnd.frames(), frontEnd.bins());
        graph.output(FrontEnd.FEATURES, OnnxGraph.BATCH, 1, frontEnd.size(), frontEnd.size());
        return graph.bytes();
    }

    /// The graph up to the network's last layer: a waveform [N, samples] -> logits [N, words].
    static byte[] logits(FrontEnd frontEnd, Network network, Weights weights) {
        OnnxGraph graph = graph(frontEnd, network, weights);
        graph.output(network.output(), OnnxGraph.BATCH, words(network));
        return graph.bytes();
    }

    /// The whole model: a waveform [N, samples] -> probabilities [N, words], with its card.
    static byte[] model(FrontEnd frontEnd, Network network, Weights weights, ModelCard card) {
        OnnxGraph graph = graph(frontEnd, network, weights);
        graph.node("Softmax", List.of(network.output()), PROBABILITIES, Attribute.of("axis", 1));
        graph.output(PROBABILITIES, OnnxGraph.BATCH, words(network));
        graph.metadata(card.metadata());
        return graph.bytes();
    }

    private static OnnxGraph graph(FrontEnd frontEnd, Network network, Weights weights) {
        OnnxGraph graph = new OnnxGraph(network.name());
        frontEnd.addTo(graph);
        String tensor = FrontEnd.FEATURES;
        for (Layer layer : network.layers()) {
            tensor = add(graph, layer, tensor, weights);
        }
        return graph;
    }

    /// Adds the nodes of `layer`, which reads tensor `input`, and returns the tensor it makes.
    private static String add(OnnxGraph graph, Layer layer, String input, Weights weights) {
        String tensor = layer.tensor();
        switch (layer) {
            case Normalization _ -> {
                graph.node(
                        "Sub",
                        constants(graph, weights, input, tensor + ".mean"),
                        tensor + ".centred");
                graph.node(
                        "Div",
                        constants(graph, weights, tensor + ".centred", tensor + ".deviation"),
                        tensor);
            }
            case Convolution convolution ->
                    activated(
                            graph,
                            convolution.activation(),
                            tensor,
                            "Conv",
                            constants(graph, weights, input, tensor + ".kernel", tensor + ".bias"),
                            Attribute.of("kernel_shape", square(convolution.kernel())));
            case MaxPool pool ->
                    graph.node(
                            "MaxPool",
                            List.of(input),
                            tensor,
                            Attribute.of("kernel_shape", square(pool.size())),
                            Attribute.of("strides", square(pool.size())));
            case Dropout _ -> {
                return input;
            }
            case Flatten _ ->
                    graph.node("Flatten", List.of(input), tensor, Attribute.of("axis", 1));
            case Dense dense ->
                    activated(
                            graph,
                            dense.activation(),
                            tensor,
                            "Gemm",
                            constants(graph, weights, input, tensor + ".kernel", tensor + ".bias"),
                            Attribute.of("transB", 1));
        }
        return tensor;
    }

    private static void activated(
            OnnxGraph graph,
            Activation activation,
            String tensor,
            String operator,
            List<String> inputs,
            Attribute attribute) {
        switch (activation) {
            case NONE -> graph.node(operator, inputs, tensor, attribute);
            case RELU -> {
                graph.node(operator, inputs, tensor + ".sum", attribute);
                graph.node("Relu", List.of(tensor + ".sum"), tensor);
            }
        }
    }

    /// Adds the weights called `names` as constants; the inputs of a node that reads `input` and
    /// them.
    private static List<String> constants(
            OnnxGraph graph, Weights weights, String input, String... names) {
        List<String> inputs = new ArrayList<>();
        inputs.add(input);
        for (String name : names) {
            graph.constant(name, weights.values(name), weights.shape(name));
            inputs.add(name);
        }
        return inputs;
    }

    private static long[] square(int side) {
        return new long[] {side, side};
    }

    private static int words(Network network) {
        return ((Dense) network.layers().getLast()).units();
    }
}
