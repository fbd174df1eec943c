package dev.edgewise.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What ONNX Runtime means, in a line. Its own messages name the places in its source, and run
/// over several lines.
final class RuntimeReason {

    /// What a message has in it, and how it is said here: `$1` is what its first group found, `@`
    /// the runtime and its version.
    private record Saying(Pattern pattern, String said) {

        static Saying of(String pattern, String said) {
            return new Saying(Pattern.compile(".*?" + pattern + ".*"), said);
        }
    }

    private static final List<Saying> SAYINGS =
            List.of(
                    Saying.of(
                            "Opset (\\d+) is under development.* domain (\\S+) is till opset (\\d+)",
                            "opset $1 of $2 is newer than @ knows ($3)"),
                    Saying.of(
                            "Unsupported model IR version: (\\d+), max supported IR version: (\\d+)",
                            "file format (IR) $1 is newer than @ knows ($2)"),
                    Saying.of(
                            "No Op registered for (\\S+) with domain_version of (\\d+)",
                            "operator $1 of ai.onnx, opset $2: @ doesn't have it"),
                    Saying.of(
                            "(\\S+):(\\S+)\\(-?\\d+\\) is not a registered function/op",
                            "operator $2 of $1: @ doesn't have it"),
                    Saying.of(
                            "In Node, \\(\"[^\"]*\", (\\S+), .*No opset import for domain '(.*?)'",
                            "operator $1 of $2: the file names no opset of that domain"),
                    Saying.of(
                            "Could not find an implementation for (\\S+)\\((\\d+)\\) node",
                            "operator $1, version $2: @ can't run it on such types"));

    /// What isn't the message proper: its code, a place in the source with a signature.
    private static final Pattern NOISE =
            Pattern.compile(
                    "^Error code - \\S+ - message: |/\\S+\\.(cc|h):\\d+ .*?\\)(::<lambda.*?>)? (?=\\S)");

    private RuntimeReason() {}

    static String of(OrtException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
        String runtime = "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
        for (Saying saying : SAYINGS) {
            Matcher found = saying.pattern.matcher(message);
            if (found.matches()) {
                return found.replaceFirst(saying.said).replace("@", runtime);
            }
        }
        return NOISE.matcher(message).replaceAll("");
    }
}
