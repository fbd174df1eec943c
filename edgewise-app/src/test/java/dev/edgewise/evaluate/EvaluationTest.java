package dev.edgewise.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.edgewise.Accessibility;
import dev.edgewise.measure.statistics.Proportion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluationTest {

    private static FakeAnswers small() {
        return new FakeAnswers()
                .add("a", "yes", "yes", 0.1, 0.9, 0, 0)
                .add("a", "yes", "yes", 0.6, 0.4, 0, 0)
                .add("b", "no", "no", 0.8, 0.1, 0.1, 0)
                .add("b", "cat", "_unknown_", 0.1, 0.2, 0.7, 0)
                .add("c", "cat", "_unknown_", 0.7, 0.2, 0.1, 0)
                .add("c", "dog", "_unknown_", 0.1, 0.2, 0.7, 0)
                .add("x.wav", "_background_noise_", "_silence_", 0, 0, 0.1, 0.9);
    }

    @Test
    void figuresAreThoseOfTheAnswers() throws IOException {
        EvaluationResult result = small().evaluate();
        assertThat(result.accuracy()).isEqualTo(new Proportion(5, 7));
        assertThat(result.speakers()).isEqualTo(3);
        assertThat(result.recordings()).isEqualTo(1);
        assertThat(result.scores())
                .containsExactly(
                        new LabelScore("no", new Proportion(1, 1), new Proportion(1, 3)),
                        new LabelScore("yes", new Proportion(1, 2), new Proportion(1, 1)),
                        new LabelScore("_unknown_", new Proportion(2, 3), new Proportion(2, 2)),
                        new LabelScore("_silence_", new Proportion(1, 1), new Proportion(1, 1)));
        assertThat(result.matrix().count("yes", "no")).isEqualTo(1);
        assertThat(result.matrix().count("_unknown_", "no")).isEqualTo(1);
    }

    @Test
    void wordsThatWereHeldOutAreSaidApart() throws IOException {
        EvaluationResult result = small().evaluate("cat");
        assertThat(result.unknownWords())
                .containsExactly(
                        new WordRecall("dog", false, new Proportion(1, 1)),
                        new WordRecall("cat", true, new Proportion(1, 2)));
        assertThat(result.unknownRecall(true)).isEqualTo(new Proportion(1, 2));
        assertThat(EvaluationText.of(result, 80))
                .contains("cat (held out)")
                .contains("held out of training      2       50.0");
        assertThatThrownBy(() -> small().evaluate("bird"))
                .isInstanceOf(IOException.class)
                .hasMessage("--held-out bird: no clip of it is among those judged as unknown");
    }

    @Test
    void aClipThatCannotBeReadIsLeftOutAndNamed() throws IOException {
        EvaluationResult result = small().addBroken("d", "yes").evaluate();
        assertThat(result.accuracy().of()).isEqualTo(7);
        assertThat(result.failures()).containsExactly("yes/d_nohash_7.wav: broken");
        assertThat(EvaluationText.of(result, 80)).contains("1 clip couldn't be read");
        assertThatThrownBy(() -> new FakeAnswers().addBroken("a", "yes").evaluate())
                .hasMessage(
                        "none of the 1 clips could be recognised; the first:"
                                + " yes/a_nohash_0.wav: broken");
    }

    @Test
    void aSpeakerIsInOneFoldAndInOneHalf() throws IOException {
        EvaluationResult result = many(120, 1).evaluate();
        assertThat(result.folds()).hasSize(5);
        assertThat(result.folds().stream().mapToInt(SpeakerFold::speakers).sum()).isEqualTo(120);
        assertThat(result.folds().stream().mapToLong(f -> f.accuracy().of()).sum())
                .isEqualTo(result.accuracy().of());
        Set<Integer> parts = new TreeSet<>();
        for (int i = 0; i < 120; i++) {
            int part = Speakers.part("speaker" + i, "fold", 5);
            assertThat(part).isEqualTo(Speakers.part("speaker" + i, "fold", 5));
            parts.add(part);
        }
        assertThat(parts).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void aModelThatIsTooSureGetsATemperatureThatHelpsOnTheOtherHalf() throws IOException {
        EvaluationResult result = many(400, 2.2).evaluate();
        TemperatureCheck check = result.temperature().orElseThrow();
        assertThat(check.temperature()).isCloseTo(2.2, within(0.3));
        assertThat(check.fitted() + check.judged()).isEqualTo(result.answers().size());
        assertThat(check.helps()).isTrue();
        assertThat(check.after().error()).isLessThan(check.before().error() / 2);
    }

    @Test
    void fewClipsOrNoneThatIsWrongGiveNoTemperature() throws IOException {
        assertThat(small().evaluate().temperature()).isEmpty();
        FakeAnswers right = new FakeAnswers();
        for (int i = 0; i < 100; i++) {
            right.add("s" + i, "yes", "yes", 0.1, 0.9, 0, 0)
                    .add("s" + i, "no", "no", 0.9, 0.1, 0, 0);
        }
        EvaluationResult result = right.evaluate();
        assertThat(result.temperature()).isEmpty();
        assertThat(result.speakerInterval().isKnown()).isFalse();
        assertThat(EvaluationText.of(result, 80)).contains("No temperature was fitted");
    }

    @Test
    void itsPageBreaksNoRuleOfAccessibility(@TempDir Path folder) throws IOException {
        String html = EvaluationPage.of(many(120, 1.5).evaluate()).html();
        Accessibility.check(Files.writeString(folder.resolve("page.html"), html));
    }

    @Test
    void textFitsItsColumnsAndPageAndJsonSayTheSame() throws IOException {
        EvaluationResult result = many(120, 1.5).evaluate();
        String verdict = EvaluationSentences.verdict(result);
        String text = EvaluationText.of(result, 80);
        assertThat(text.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 80);
        assertThat(text.replace("\n", " ")).contains(verdict);
        assertThat(EvaluationPage.of(result).html()).contains("heat", "Figure 4");
        JsonNode json = JsonMapper.shared().readTree(EvaluationJson.text(result));
        assertThat(json.propertyNames().iterator().next()).isEqualTo("kind");
        assertThat(json.get("verdict").asString()).isEqualTo(verdict);
        assertThat(json.get("accuracy").get("part").asLong()).isEqualTo(result.accuracy().part());
        assertThat(json.get("labels").get("yes").get("recall").get("value").asDouble())
                .isEqualTo(result.scores().get(1).recall().value());
        assertThat(json.get("calibration").get("temperature").asDouble())
                .isEqualTo(result.temperature().orElseThrow().temperature());
        assertThat(json.get("speaker_folds")).hasSize(5);
    }

    @Test
    void everyFigureCanBeRecomputedFromTheAnswers() throws IOException {
        EvaluationResult result = small().evaluate();
        List<JsonNode> lines = new ArrayList<>();
        EvaluationJson.answers(result)
                .lines()
                .forEach(line -> lines.add(JsonMapper.shared().readTree(line)));
        assertThat(lines).hasSize(7);
        assertThat(lines.stream().filter(l -> l.get("label").equals(l.get("answer")))).hasSize(5);
        assertThat(lines.getFirst().get("scores").get("yes").asDouble())
                .isCloseTo(0.9, within(1e-6));
    }

    /// Five clips of each of so many speakers, who are drawn: the model says what is right with the
    /// probability that it gives, once that is cooled down by `temperature`.
    private static FakeAnswers many(int speakers, double temperature) {
        SplittableRandom random = new SplittableRandom(7);
        FakeAnswers answers = new FakeAnswers();
        for (int i = 0; i < 5 * speakers; i++) {
            double[] truth = new double[4];
            double[] said = new double[4];
            double sum = 0;
            double saidSum = 0;
            for (int j = 0; j < 4; j++) {
                double logit = 2 * random.nextGaussian();
                truth[j] = Math.exp(logit);
                said[j] = Math.exp(logit * temperature);
                sum += truth[j];
                saidSum += said[j];
            }
            double at = random.nextDouble() * sum;
            int label = 0;
            while (label < 3 && (at -= truth[label]) > 0) {
                label++;
            }
            for (int j = 0; j < 4; j++) {
                said[j] /= saidSum;
            }
            String name = FakeAnswers.LABELS.get(label % 3);
            answers.add(
                    "speaker" + i / 5,
                    name.equals("_unknown_") ? "cat" : name,
                    label == 3 ? "no" : name,
                    label == 3 ? swap(said) : said);
        }
        return answers;
    }

    /// What was to be silence is "no", so that every clip has a speaker.
    private static double[] swap(double[] said) {
        return new double[] {said[3], said[1], said[2], said[0]};
    }
}
