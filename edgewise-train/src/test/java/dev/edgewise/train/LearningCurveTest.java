package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class LearningCurveTest {

    @Test
    void itIsAPictureThatNamesTheBestEpoch() throws Exception {
        Document svg = drawn(history(90, 40, 20, 25));
        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(texts(svg))
                .contains(
                        "Error after 4 epochs: best 20.00 % of the validation clips wrong (epoch"
                                + " 3)")
                .contains("1", "2", "3", "4", "epoch", "training (augmented)", "validation")
                .contains("10 %", "100 %")
                .doesNotContain("5 %");
    }

    @Test
    void bothLinesHaveAPointAnEpochWithinThePicture() throws Exception {
        for (History history :
                List.of(history(50), history(0, 0, 0), history(100, 100), many(1_000))) {
            Document svg = drawn(history);
            NodeList lines = svg.getElementsByTagName("polyline");
            assertThat(lines.getLength()).isEqualTo(2);
            for (int i = 0; i < 2; i++) {
                String[] points =
                        ((Element) lines.item(i)).getAttribute("points").strip().split(" ", -1);
                assertThat(points).hasSize(history.size());
                for (String point : points) {
                    String[] place = point.split(",", -1);
                    assertThat(Double.parseDouble(place[0])).isBetween(64.0, 696.0);
                    assertThat(Double.parseDouble(place[1])).isBetween(48.0, 352.0);
                }
            }
            assertThat(texts(svg)).hasSizeLessThan(30);
        }
    }

    @Test
    void oneEpochIsSaidToBeOne() throws Exception {
        assertThat(texts(drawn(history(50))).getFirst()).startsWith("Error after 1 epoch: best");
    }

    private static History many(int epochs) {
        int[] wrong = new int[epochs];
        for (int i = 0; i < epochs; i++) {
            wrong[i] = 100 / (i + 1);
        }
        return history(wrong);
    }

    /// @param wrong of 100 validation clips, epoch by epoch
    private static History history(int... wrong) {
        History history = History.NONE;
        for (int i = 0; i < wrong.length; i++) {
            Score validation = new Score(wrong[i], 100 - wrong[i], 100);
            Score training = new Score(60, 140 - wrong[i], 200);
            history = history.and(new EpochScore(i + 1, training, validation));
        }
        return history;
    }

    private static Document drawn(History history) throws Exception {
        String svg = LearningCurve.svg(history);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
    }

    private static List<String> texts(Document svg) {
        NodeList found = svg.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }
}
