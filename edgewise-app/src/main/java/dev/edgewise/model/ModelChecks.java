package dev.edgewise.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Whether a model is what it says it is: a check a line.
public final class ModelChecks {

    /// How a check ended.
    public enum Outcome {
        PASSED,
        FAILED,
        /// There was nothing to check.
        SKIPPED
    }

    /// A check.
    ///
    /// @param name what was checked: `hash`, `opset`, `shapes`, `card`, `self-test`
    /// @param detail what was found, or why there was nothing to check, in a line
    public record Check(String name, Outcome outcome, String detail) {}

    /// How far a probability may be from the stored one: another machine rounds otherwise.
    static final double TOLERANCE = 1e-4;

    /// The same for models that compute with whole numbers, where a rounding goes further.
    static final double INTEGER_TOLERANCE = 1e-2;

    private final OnnxFile file;
    private final Map<String, List<Long>> shapes;
    private final List<Check> checks = new ArrayList<>();

    private ModelChecks(OnnxFile file, Map<String, List<Long>> shapes) {
        this.file = file;
        this.shapes = shapes;
    }

    /// Checks `file`.
    ///
    /// @param sha256 what the file's hash should be, in hexadecimal, if that is known
    /// @param shapes the shapes of those inputs whose shape the caller chooses, by name
    public static List<Check> of(
            OnnxFile file, Optional<String> sha256, Map<String, List<Long>> shapes) {
        ModelChecks checks = new ModelChecks(file, shapes);
        checks.hash(sha256);
        if (checks.opset()) {
            checks.shapes();
            checks.card();
        }
        return List.copyOf(checks.checks);
    }

    private void hash(Optional<String> expected) {
        String is = file.sha256();
        if (expected.isEmpty()) {
            add("hash", Outcome.SKIPPED, "nothing to compare it with");
        } else if (expected.get().equalsIgnoreCase(is)) {
            add("hash", Outcome.PASSED, is);
        } else {
            add("hash", Outcome.FAILED, "is " + is + ", expected " + expected.get());
        }
    }

    /// Whether ONNX Runtime can load it.
    private boolean opset() {
        try {
            OnnxRun.load(file.source(), file.model(), 1, true).close();
        } catch (ModelException e) {
            failed("opset", e);
            return false;
        }
        List<String> opsets = new ArrayList<>();
        file.opsets().forEach((domain, version) -> opsets.add(domain + " " + version));
        add(
                "opset",
                Outcome.PASSED,
                "%s; ONNX Runtime %s loads it"
                        .formatted(String.join(", ", opsets), OnnxModel.runtimeVersion()));
        return true;
    }

    private void shapes() {
        try (DeclaredShapes declared = new DeclaredShapes(file)) {
            Optional<String> wrong = declared.firstWrong(shapes);
            Map<String, List<Long>> twice = twice();
            if (wrong.isEmpty() && !twice.isEmpty()) {
                try {
                    wrong = declared.firstWrong(twice);
                } catch (ModelException e) {
                    // Many models say they leave a size open, and mean one of few.
                }
            }
            add(
                    "shapes",
                    wrong.isEmpty() ? Outcome.PASSED : Outcome.FAILED,
                    wrong.orElse(
                            declared.count() + " tensors have the type and shape they declare"));
        } catch (ModelException e) {
            failed("shapes", e);
        }
    }

    /// The same shapes with twice the first size, where that is open; none if it is so nowhere.
    private Map<String, List<Long>> twice() throws ModelException {
        Map<String, List<Long>> twice = new HashMap<>(shapes);
        Map<String, TensorValue> inputs = RandomInputs.of(file, shapes, 1);
        boolean open = false;
        for (Port port : file.inputs()) {
            List<String> declared = port.dimensions().orElse(List.of());
            TensorValue value = inputs.get(port.name());
            if (value != null && !declared.isEmpty() && !Port.isSize(declared.getFirst())) {
                List<Long> shape = new ArrayList<>(value.shape());
                shape.set(0, 2 * shape.getFirst());
                twice.put(port.name(), shape);
                open = true;
            }
        }
        return open ? twice : Map.of();
    }

    private void card() {
        Map<String, String> metadata = file.metadata();
        String part = metadata.get(ModelCard.PART);
        if (part != null || !metadata.containsKey("labels")) {
            String why = part == null ? "not one of Edgewise's models" : "the " + part + " of one";
            add("card", Outcome.SKIPPED, why);
            add("self-test", Outcome.SKIPPED, why);
            return;
        }
        try (OnnxModel model = OnnxModel.load(file.source(), file.bytes(), 1)) {
            add(
                    "card",
                    Outcome.PASSED,
                    "%d samples in, %d labels out, as its tensors"
                            .formatted(model.card().samples(), model.card().labels().size()));
            selfTest(model);
        } catch (ModelException e) {
            failed("card", e);
        }
    }

    private void selfTest(OnnxModel model) {
        Optional<SelfTest> test = model.card().selfTest();
        if (test.isEmpty()) {
            add("self-test", Outcome.SKIPPED, "none is stored");
            return;
        }
        double tolerance = computesWithIntegers() ? INTEGER_TOLERANCE : TOLERANCE;
        try {
            double difference = test.get().difference(model);
            add(
                    "self-test",
                    difference <= tolerance ? Outcome.PASSED : Outcome.FAILED,
                    String.format(
                            Locale.ROOT,
                            "%s: probabilities at most %.1e from those stored (%.0e are allowed)",
                            test.get().clip(),
                            difference,
                            tolerance));
        } catch (IOException e) {
            failed("self-test", e);
        }
    }

    private boolean computesWithIntegers() {
        return file.graph().getNodeList().stream()
                .anyMatch(
                        node ->
                                node.getOpType().contains("Quantize")
                                        || node.getOpType().startsWith("QLinear")
                                        || node.getOpType().endsWith("Integer"));
    }

    private void failed(String check, IOException e) {
        String message = String.valueOf(e.getMessage());
        String source = file.source() + ": ";
        add(
                check,
                Outcome.FAILED,
                message.startsWith(source) ? message.substring(source.length()) : message);
    }

    private void add(String name, Outcome outcome, String detail) {
        checks.add(new Check(name, outcome, detail));
    }
}
