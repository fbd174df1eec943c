package dev.edgewise.serve.v1;

import dev.edgewise.openapi.Operation;
import dev.edgewise.openapi.Schema;
import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.Answers;
import dev.edgewise.serve.http.RequestTimeout;
import java.util.Map;
import java.util.TreeSet;

/// What clients are told of `POST /v1/recognize`.
final class RecognizeOperation {

    private static final Schema PROBABILITY = Schema.number().within(0, 1);

    private static final Schema PREDICTION =
            Schema.object()
                    .needs("word", Schema.string().about("the likeliest label"))
                    .needs("confidence", PROBABILITY.about("the likeliest label's probability"))
                    .needs("scores", Schema.mapOf(PROBABILITY).about("each label's probability"))
                    .needs("model", Schema.string())
                    .needs("version", Schema.string());

    private static final Map<String, Object> EXAMPLE =
            Map.of(
                    "word", "yes",
                    "confidence", 0.97,
                    "scores", Map.of("yes", 0.97, "no", 0.03),
                    "model", "bc-resnet",
                    "version", "1");

    private RecognizeOperation() {}

    static Operation describe() {
        Operation operation =
                Operation.of("recognize", "Recognises the word in a clip")
                        .about(
                                "The clip is a WAV file in the body, or a file that was uploaded"
                                        + " before, named by its path.")
                        .query("model", "asks this model, not the first", Schema.string())
                        .query(RequestTimeout.QUERY, RequestTimeout.ABOUT, RequestTimeout.FORM)
                        .header(RequestTimeout.HEADER, RequestTimeout.ABOUT, RequestTimeout.FORM);
        for (String type : new TreeSet<>(RecognizeRoutes.AUDIO)) {
            operation = operation.takes(type, Schema.any());
        }
        Schema path = Schema.object().needs("path", Schema.string().about("the uploaded file's"));
        return Answers.busy(
                operation
                        .takes(Answer.JSON, path, Map.of("path", "yes/a.wav"))
                        .gives(200, "The word", Answer.JSON, PREDICTION, EXAMPLE)
                        .fails(
                                400,
                                "No WAV file, not such JSON, or a model that takes tensors only")
                        .fails(404, "No such model or file, or no folder for files")
                        .fails(413, "The body or the file is larger than the server's limit")
                        .fails(415, "The body's type is none of these"));
    }
}
