package dev.edgewise.evaluate;

import dev.edgewise.report.Prose;
import java.util.ArrayList;
import java.util.List;

/// An [EvaluationResult] as text: the verdict comes last, where a terminal's eye is.
public final class EvaluationText {

    private EvaluationText() {}

    /// The text in lines of at most `width` columns.
    public static String of(EvaluationResult result, int width) {
        EvaluationTables tables = new EvaluationTables(result);
        List<String> parts = new ArrayList<>();
        parts.add(Prose.bullets(EvaluationSentences.method(result), width));
        parts.add(result.matrix().table().text(width));
        parts.add(tables.labels().text(width));
        if (!result.unknownWords().isEmpty()) {
            parts.add(tables.unknown().text(width));
        }
        result.curve()
                .ifPresent(
                        curve -> {
                            parts.add(
                                    tables.thresholds(curve)
                                            .note(EvaluationTables.DEFINITION)
                                            .text(width));
                            parts.add(Prose.wrapped(EvaluationSentences.equalErrors(curve), width));
                        });
        parts.add(Prose.bullets(EvaluationSentences.confidence(result), width));
        result.temperature().ifPresent(check -> parts.add(tables.temperature(check).text(width)));
        if (!result.folds().isEmpty()) {
            parts.add(tables.folds().text(width));
            parts.add(Prose.wrapped(EvaluationSentences.folds(result), width));
        }
        parts.add(Prose.bullets(EvaluationSentences.intervals(result), width));
        parts.add(Prose.wrapped(EvaluationSentences.verdict(result), width));
        return String.join("\n\n", parts) + "\n";
    }
}
