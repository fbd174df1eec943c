package dev.edgewise.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `--shape`: the shapes of inputs whose size a model leaves open.
final class ShapeOption {

    @Option(
            names = "--shape",
            paramLabel = "INPUT=SHAPE",
            description =
                    "The shape of an input whose sizes the model leaves open, such as"
                            + " image=1,3,224,224; may be repeated. Default: 1 for each open size.")
    private Map<String, String> texts = Map.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /// The shapes, by the input's name.
    Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        texts.forEach((input, text) -> shapes.put(input, shape(input, text)));
        return shapes;
    }

    private List<Long> shape(String input, String text) {
        try {
            List<Long> sizes =
                    text.isEmpty()
                            ? List.of()
                            : Arrays.stream(text.split(",", -1))
                                    .map(String::strip)
                                    .map(Long::valueOf)
                                    .toList();
            if (sizes.stream().allMatch(size -> size >= 0)) {
                return sizes;
            }
        } catch (NumberFormatException e) {
            // Said below, for a size below zero too.
        }
        throw new ParameterException(
                spec.commandLine(),
                "--shape "
                        + input
                        + "="
                        + text
                        + ": expected whole numbers with commas between them, such as 1,3,224,224");
    }
}
