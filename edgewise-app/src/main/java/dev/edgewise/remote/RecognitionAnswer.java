package dev.edgewise.remote;

import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.recognize.Prediction;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Holds an answer of `/v1/recognize` to what such an answer says: a word, its confidence, and the
/// scores of all words, among which its own is the highest.
final class RecognitionAnswer {

    /// Numbers come as floats.
    private static final double SAME = 1e-6;

    private static final int LONGEST_START = 80;

    private RecognitionAnswer() {}

    /// What the server recognised.
    ///
    /// @param answer with a status of success
    /// @throws WrongAnswer if it is no prediction
    static Prediction prediction(HttpAnswer answer) throws WrongAnswer {
        JsonNode said;
        try {
            said = answer.json();
        } catch (HttpFailure e) {
            throw new WrongAnswer("not JSON", "expected JSON, got '" + start(answer) + "'");
        }
        String word = said.path("word").asString("");
        double confidence = said.path("confidence").asDouble(Double.NaN);
        if (word.isEmpty() || !(confidence >= 0 && confidence <= 1)) {
            throw new WrongAnswer(
                    "no prediction",
                    "expected a word and its confidence, got '" + start(answer) + "'");
        }
        double score = said.path("scores").path(word).asDouble(Double.NaN);
        if (!(Math.abs(score - confidence) < SAME)) {
            throw new WrongAnswer(
                    "wrong scores",
                    "expected the score of '" + word + "' to be " + confidence + ", got " + score);
        }
        List<Prediction.Score> scores = new ArrayList<>();
        said.path("scores")
                .forEachEntry(
                        (label, p) ->
                                scores.add(new Prediction.Score(label, p.asDouble(Double.NaN))));
        for (Prediction.Score other : scores) {
            if (!(other.probability() >= 0 && other.probability() < confidence + SAME)) {
                throw new WrongAnswer(
                        "wrong scores",
                        "expected the score of '%s' to be between 0 and that of '%s', %s, got %s"
                                .formatted(other.label(), word, confidence, other.probability()));
            }
        }
        return new Prediction(scores);
    }

    private static String start(HttpAnswer answer) {
        String text = answer.text().lines().findFirst().orElse("nothing");
        return text.length() <= LONGEST_START ? text : text.substring(0, LONGEST_START) + "...";
    }
}
