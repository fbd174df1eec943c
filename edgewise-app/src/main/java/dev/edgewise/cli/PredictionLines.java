package dev.edgewise.cli;

import dev.edgewise.model.ModelCard;
import dev.edgewise.recognize.Batch;
import dev.edgewise.recognize.ClipSource;
import dev.edgewise.recognize.Prediction;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes what was recognised in a clip as one line.
@FunctionalInterface
interface PredictionLines {

    /// The line, without its end.
    String line(Batch.Recognized clip);

    /// Lines for people: file, word, confidence, lined up as far as names leave room for that in 80
    /// columns. A name is never cut.
    ///
    /// @param top how many words a line has, likeliest first
    static PredictionLines text(List<ClipSource> clips, ModelCard card, int top) {
        int word = card.labels().stream().mapToInt(String::length).max().orElse(0);
        int words = Math.min(top, card.labels().size()) * (word + 9);
        int room = Math.max(16, Terminal.COLUMNS - words);
        int file = 0;
        for (ClipSource clip : clips) {
            file = Math.max(file, Math.min(room, Terminal.printable(clip.name()).length()));
        }
        String format = "%-" + file + "s";
        return clip -> {
            StringBuilder line = new StringBuilder();
            line.append(String.format(Locale.ROOT, format, Terminal.printable(clip.name())));
            for (Prediction.Score score : clip.prediction().top(top)) {
                line.append("  ").append(score.label());
                line.repeat(' ', word - score.label().length());
                line.append(String.format(Locale.ROOT, "  %.3f", score.probability()));
            }
            return line.toString();
        };
    }

    /// Lines for programs: JSON objects with `file`, `word`, `confidence` and `scores`, a map from
    /// label to probability in the order of the model's labels.
    static PredictionLines json() {
        JsonFactory factory = new JsonFactory();
        return clip -> {
            StringWriter line = new StringWriter();
            try (JsonGenerator generator =
                    factory.createGenerator(ObjectWriteContext.empty(), line)) {
                generator.writeStartObject();
                generator.writeStringProperty("file", clip.name());
                generator.writeStringProperty("word", clip.prediction().word());
                // The model's own precision; as a double it would have twice the digits.
                generator.writeNumberProperty("confidence", (float) clip.prediction().confidence());
                generator.writeObjectPropertyStart("scores");
                for (Prediction.Score score : clip.prediction().scores()) {
                    generator.writeNumberProperty(score.label(), (float) score.probability());
                }
                generator.writeEndObject();
                generator.writeEndObject();
            }
            return line.toString();
        };
    }
}
