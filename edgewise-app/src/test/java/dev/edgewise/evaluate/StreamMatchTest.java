package dev.edgewise.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.detect.Detection;
import dev.edgewise.evaluate.StreamMatch.Fate;
import dev.edgewise.evaluate.StreamMatch.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StreamMatchTest {

    private static final List<String> WORDS = List.of("yes", "no");

    @Test
    void aDetectionOfTheWordInItsSpanIsRight() {
        StreamMatch match = match(List.of(label(2, 3, "yes")), heard("yes", 2.5));
        assertThat(fates(match)).containsExactly("yes FOUND");
        assertThat(kinds(match)).containsExactly(Kind.RIGHT);
        assertThat(match.falseAccepts()).isZero();
        assertThat(match.missRate()).isZero();
        assertThat(match.latencies()).containsExactly(Duration.ofMillis(0));
    }

    @Test
    void theToleranceReachesHalfASecondToBothSidesAndNoFurther() {
        List<Label> labels = List.of(label(2, 3, "yes"));
        assertThat(kinds(match(labels, heard("yes", 1.5)))).containsExactly(Kind.RIGHT);
        assertThat(kinds(match(labels, heard("yes", 3.5)))).containsExactly(Kind.RIGHT);
        assertThat(kinds(match(labels, heard("yes", 1.49)))).containsExactly(Kind.NO_SPEECH);
        assertThat(kinds(match(labels, heard("yes", 3.51)))).containsExactly(Kind.NO_SPEECH);
    }

    @Test
    void aWrongWordIsAFalseAcceptAndItsLabelIsConfused() {
        StreamMatch match = match(List.of(label(2, 3, "yes")), heard("no", 2.5));
        assertThat(fates(match)).containsExactly("yes CONFUSED");
        assertThat(kinds(match)).containsExactly(Kind.WRONG_WORD);
        assertThat(match.missRate()).isEqualTo(1);
        assertThat(match.latencies()).isEmpty();
    }

    @Test
    void aLabelIsMatchedOnce() {
        StreamMatch match =
                match(
                        List.of(label(2, 3, "yes")),
                        heard("yes", 2.2),
                        heard("yes", 2.6),
                        heard("no", 2.9));
        assertThat(fates(match)).containsExactly("yes FOUND");
        assertThat(kinds(match)).containsExactly(Kind.RIGHT, Kind.AGAIN, Kind.AGAIN);
        assertThat(match.falseAccepts()).isEqualTo(2);
    }

    @Test
    void theRightWordWinsWhateverCameBefore() {
        StreamMatch match = match(List.of(label(2, 3, "yes")), heard("no", 2.1), heard("yes", 2.8));
        assertThat(fates(match)).containsExactly("yes FOUND");
        assertThat(kinds(match)).containsExactly(Kind.AGAIN, Kind.RIGHT);
    }

    @Test
    void otherSpeechAndNoSpeechAreFalseAcceptsOfTheirOwn() {
        StreamMatch match =
                match(
                        List.of(label(2, 3, "marvin"), label(10, 11, "")),
                        heard("yes", 2.5),
                        heard("no", 7),
                        heard("no", 10.5));
        assertThat(match.words()).isEmpty();
        assertThat(match.missRate()).isNaN();
        assertThat(kinds(match))
                .containsExactly(Kind.OTHER_SPEECH, Kind.NO_SPEECH, Kind.OTHER_SPEECH);
    }

    @Test
    void betweenTwoLabelsTheNearerOneSaysWhatAFalseAcceptIs() {
        List<Label> labels = List.of(label(2, 3, "yes"), label(3.2, 4, "marvin"));
        StreamMatch match = match(labels, heard("yes", 2.5), heard("no", 3.05), heard("no", 3.3));
        assertThat(kinds(match)).containsExactly(Kind.RIGHT, Kind.AGAIN, Kind.OTHER_SPEECH);
    }

    @Test
    void labelsAreWordsWhateverTheirCase() {
        StreamMatch match = match(List.of(label(2, 3, "YES")), heard("yes", 2.5));
        assertThat(fates(match)).containsExactly("yes FOUND");
    }

    @Test
    void labelsThatOverlapEachWantADetectionOfTheirOwn() {
        List<Label> labels = List.of(label(2, 9, "yes"), label(2.5, 3, "yes"));
        assertThat(match(labels, heard("yes", 2.6)).count(Fate.FOUND)).isEqualTo(1);
        StreamMatch both = match(labels, heard("yes", 2.6), heard("yes", 8));
        assertThat(both.count(Fate.FOUND)).isEqualTo(2);
        assertThat(both.falseAccepts()).isZero();
    }

    @Test
    void countsAddUpAndAsManyAreFoundAsCanBe() {
        SplittableRandom random = new SplittableRandom(11);
        for (int run = 0; run < 300; run++) {
            List<Label> labels = new ArrayList<>();
            List<Detection> detections = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                double from = random.nextInt(60) / 10.0;
                labels.add(label(from, from + random.nextInt(20) / 10.0, word(random)));
                detections.add(heard(word(random), 0.5 + random.nextInt(70) / 10.0));
            }
            labels.sort(Comparator.comparing(Label::from));
            detections.sort(Comparator.comparing(Detection::to));
            StreamMatch match = StreamMatch.of(labels, detections, WORDS, Duration.ofMillis(500));
            int right = match.count(Kind.RIGHT);
            assertThat(match.words())
                    .hasSize((int) labels.stream().filter(StreamMatchTest::isWord).count());
            assertThat(match.count(Fate.FOUND))
                    .isEqualTo(right)
                    .isEqualTo(most(labels, detections, 0, 0));
            assertThat(match.count(Fate.CONFUSED)).isEqualTo(match.count(Kind.WRONG_WORD));
            assertThat(right + match.count(Fate.CONFUSED) + match.count(Fate.MISSED))
                    .isEqualTo(match.words().size());
            assertThat(match.falseAccepts() + right).isEqualTo(detections.size());
        }
    }

    /// The most labels that can be found, by trying everything.
    private static int most(List<Label> labels, List<Detection> detections, int next, int used) {
        if (next == detections.size()) {
            return 0;
        }
        Detection detection = detections.get(next);
        int most = most(labels, detections, next + 1, used);
        for (int i = 0; i < labels.size(); i++) {
            Label label = labels.get(i);
            Duration middle = detection.middle();
            boolean near =
                    middle.plusMillis(500).compareTo(label.from()) >= 0
                            && middle.minusMillis(500).compareTo(label.to()) <= 0;
            if ((used & 1 << i) == 0 && near && label.text().equals(detection.word())) {
                most = Math.max(most, 1 + most(labels, detections, next + 1, used | 1 << i));
            }
        }
        return most;
    }

    private static boolean isWord(Label label) {
        return WORDS.contains(label.text());
    }

    private static String word(SplittableRandom random) {
        return WORDS.get(random.nextInt(2));
    }

    private static StreamMatch match(List<Label> labels, Detection... detections) {
        return StreamMatch.of(labels, List.of(detections), WORDS, Duration.ofMillis(500));
    }

    private static List<String> fates(StreamMatch match) {
        return match.words().stream().map(word -> word.word() + " " + word.fate()).toList();
    }

    private static List<Kind> kinds(StreamMatch match) {
        return match.detections().stream().map(StreamMatch.Heard::kind).toList();
    }

    private static Label label(double from, double to, String text) {
        return new Label(time(from), time(to), text, 1);
    }

    private static Detection heard(String word, double middle) {
        return new Detection(word, time(middle - 0.5), time(middle + 0.5), 0.9);
    }

    private static Duration time(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
