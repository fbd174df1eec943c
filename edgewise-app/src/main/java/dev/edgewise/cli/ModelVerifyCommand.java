package dev.edgewise.cli;

import dev.edgewise.model.ModelChecks;
import dev.edgewise.model.ModelStore;
import dev.edgewise.model.OnnxFile;
import dev.edgewise.report.FactList;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `edgewise model verify`: whether a model is what it says it is.
@Command(
        name = "verify",
        description = {
            "Checks that a model is what it says it is: a line a check.",
            "",
            "hash       against --sha256, or a file MODEL.sha256 beside it",
            "opset      ONNX Runtime has its operators",
            "shapes     tensors in a run have the type and shape that they declare",
            "card       takes the waveform and gives the labels that its card says",
            "self-test  gives for a demo clip the probabilities that are stored in it,"
                    + " to 1e-4 (1e-2 where it computes with whole numbers)",
            "",
            "A model without a card gets the first three. Ends with 1 if a check fails."
        },
        footer = {
            "",
            "Examples:",
            "  edgewise model verify bc-resnet.onnx",
            "  edgewise model verify --json bc-resnet"
        })
final class ModelVerifyCommand implements Callable<Integer> {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

    @Parameters(paramLabel = "MODEL", description = "A shipped model or an ONNX file.")
    private String model = "";

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            description = "What the file's SHA-256 should be.")
    private @Nullable String sha256;

    @Mixin private ShapeOption shape = new ShapeOption();

    @Option(
            names = "--json",
            description =
                    "Print JSON: {\"model\",\"passed\",\"checks\":[{\"name\",\"outcome\",\"detail\"}]}.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (sha256 != null && !SHA_256.matcher(sha256).matches()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--sha256: expected 64 hexadecimal digits, got '" + sha256 + "'");
        }
        OnnxFile file = OnnxFile.open(model);
        List<ModelChecks.Check> checks = ModelChecks.of(file, expected(), shape.shapes());
        boolean passed = checks.stream().noneMatch(c -> c.outcome() == ModelChecks.Outcome.FAILED);
        spec.commandLine().getOut().println(json ? json(checks, passed) : text(checks));
        return passed ? Main.DONE : Main.FAILED;
    }

    private Optional<String> expected() throws IOException {
        if (sha256 != null) {
            return Optional.of(sha256);
        }
        if (ModelStore.SHIPPED.contains(model)) {
            return Optional.of(ModelStore.sha256(model));
        }
        Path beside = Path.of(model + ".sha256");
        if (!Files.isRegularFile(beside)) {
            return Optional.empty();
        }
        try {
            // As sha256sum writes it: the hash, blanks, the file's name.
            String first = Files.readString(beside).strip().split("\\s+", 2)[0];
            if (SHA_256.matcher(first).matches()) {
                return Optional.of(first);
            }
        } catch (MalformedInputException e) {
            throw new IOException(beside + ": no SHA-256 in it", e);
        }
        throw new IOException(beside + ": no SHA-256 in it");
    }

    private static String text(List<ModelChecks.Check> checks) {
        FactList list = new FactList();
        for (ModelChecks.Check check : checks) {
            String outcome =
                    switch (check.outcome()) {
                        case PASSED -> "ok   ";
                        case FAILED -> "FAIL ";
                        case SKIPPED -> "-    ";
                    };
            list.add(outcome + check.name(), check.detail());
        }
        return list.text(Terminal.COLUMNS);
    }

    private String json(List<ModelChecks.Check> checks, boolean passed) {
        return JsonText.object(
                out -> {
                    out.writeStringProperty("model", model);
                    out.writeBooleanProperty("passed", passed);
                    out.writeArrayPropertyStart("checks");
                    for (ModelChecks.Check check : checks) {
                        out.writeStartObject();
                        out.writeStringProperty("name", check.name());
                        out.writeStringProperty(
                                "outcome", check.outcome().name().toLowerCase(Locale.ROOT));
                        out.writeStringProperty("detail", check.detail());
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                });
    }
}
