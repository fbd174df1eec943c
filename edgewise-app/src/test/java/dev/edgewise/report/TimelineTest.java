package dev.edgewise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final List<Timeline.Kind> KINDS =
            List.of(
                    new Timeline.Kind("said", Timeline.Look.FILLED),
                    new Timeline.Kind("heard", Timeline.Look.ALARM));

    private static Timeline of(int seconds, Timeline.Event... events) {
        return new Timeline(Duration.ofSeconds(seconds), KINDS, List.of(events));
    }

    private static Timeline.Event event(int kind, double from, double to) {
        return new Timeline.Event(
                kind,
                Duration.ofMillis(Math.round(from * 1000)),
                Duration.ofMillis(Math.round(to * 1000)),
                "<yes>");
    }

    @Test
    void linesAreLongEnoughThatThereAreFew() {
        assertThat(of(60).line()).isEqualTo(Duration.ofSeconds(10));
        assertThat(of(600).line()).isEqualTo(Duration.ofSeconds(30));
        assertThat(of(3600).line()).isEqualTo(Duration.ofMinutes(5));
        assertThat(of(100 * 3600).line()).isEqualTo(Duration.ofHours(5));
    }

    @Test
    void aStretchLiesWhereItIsAndGoesOnOnTheNextLine() {
        String html = new TimelineSvg(of(15, event(0, 9, 11))).html();
        assertThat(html)
                .contains("<span>0:00</span>")
                .contains("<span>0:10</span>")
                .doesNotContain("<span>0:20</span>")
                .contains("x=\"90.000%\" width=\"10.000%\"")
                .contains("x=\"0.000%\" width=\"10.000%\"")
                .contains("y2=\"20\" x2=\"50.000%\"")
                .contains("&lt;yes&gt;, 0:09.0 to 0:11.0: said")
                .doesNotContain("<yes>");
    }

    @Test
    void aMomentIsDrawnOnceEvenBeyondTheEnd() {
        assertThat(marks(of(15, event(1, 9, 11)))).isEqualTo(1);
        assertThat(marks(of(15, event(1, 14.8, 15.8)))).isEqualTo(1);
    }

    private static int marks(Timeline timeline) {
        return new TimelineSvg(timeline).html().split("<g class=\"alarm\">", -1).length - 1;
    }

    @Test
    void wordsAndNumbersSayTheSame() {
        Timeline timeline = of(4000, event(0, 1, 2), event(1, 3600, 3601));
        assertThat(timeline.alternative()).isEqualTo("Timeline of 1:06:40.0. said: 1. heard: 1.");
        assertThat(timeline.data().text(80)).contains("1:00:00.0  1:00:01.0  <yes>  heard");
    }

    @Test
    void whatIsNoEventIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> of(10, event(2, 1, 2)));
        assertThatIllegalArgumentException().isThrownBy(() -> of(10, event(0, 2, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> of(0));
    }
}
