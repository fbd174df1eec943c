package dev.edgewise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeSeriesTest {

    private static List<Track.Point> course(int n) {
        List<Track.Point> points = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            boolean outlier = i % 997 == 0;
            double value = outlier ? 50 + i % 40 : 1 + Math.sin(i) / 2;
            points.add(
                    new Track.Point(i, value, outlier ? Track.Mark.OUTLIER : Track.Mark.ORDINARY));
        }
        return points;
    }

    @Test
    void aLongTrackIsThinnedButNeverAnOutlierThatNoOtherCovers() {
        Track track = Track.of("remote", course(250_000));

        assertThat(track.size()).isEqualTo(250_000);
        assertThat(track.count(Track.Mark.OUTLIER)).isEqualTo(251);
        assertThat(track.drawn()).hasSizeBetween(1_200, 1_500);
        assertThat(track.drawn().stream().filter(p -> p.mark() == Track.Mark.OUTLIER)).hasSize(251);
        assertThat(new TimeSeries("since the start", "ms", List.of(track)).data().notes())
                .containsExactly(
                        "remote: 1,451 of 250,000 values are drawn, among them every outlier, cold"
                                + " start and failure that no other of its kind covers.");
    }

    @Test
    void aMillionOutliersStillMakeAPage() {
        List<Track.Point> points = new ArrayList<>();
        for (int i = 0; i < 1_000_000; i++) {
            points.add(new Track.Point(i, i % 1_000, Track.Mark.OUTLIER));
        }
        assertThat(Track.of("a", points).drawn()).hasSizeLessThan(80_000);
    }

    @Test
    void saysInWordsWhatIsMarked() {
        Track track =
                Track.of(
                        "edge",
                        List.of(
                                new Track.Point(0, 9, Track.Mark.WARM_UP),
                                new Track.Point(1, 8, Track.Mark.WARM_UP),
                                new Track.Point(2, 1, Track.Mark.ORDINARY),
                                new Track.Point(3, 30, Track.Mark.FAILED)));
        TimeSeries series = new TimeSeries("since the start", "ms", List.of(track));

        assertThat(track.warmUps()).containsExactly(new Track.Stretch(0, 1));
        assertThat(series.alternative())
                .isEqualTo(
                        "Each value in ms over the time since the start. edge on a logarithmic"
                                + " axis: 4 values, of which warm-up: 2, not answered: 1.");
        assertThat(Rows.of(series.data()))
                .containsExactly(
                        "edge | 0.00 | 9.00 | warm-up",
                        "edge | 1.00 | 8.00 | warm-up",
                        "edge | 2.00 | 1.00 | ",
                        "edge | 3.00 | 30.00 | not answered");
    }

    @Test
    void theWarmUpOfEachSessionIsAStretchOfItsOwn() {
        Track.Mark[] marks = {
            Track.Mark.WARM_UP,
            Track.Mark.FAILED,
            Track.Mark.WARM_UP,
            Track.Mark.COLD,
            Track.Mark.ORDINARY,
            Track.Mark.FAILED,
            Track.Mark.WARM_UP,
            Track.Mark.WARM_UP,
            Track.Mark.OUTLIER
        };
        List<Track.Point> points = new ArrayList<>();
        for (int i = 0; i < marks.length; i++) {
            points.add(new Track.Point(i, 1, marks[i]));
        }
        Track track = Track.of("remote", points);

        assertThat(track.warmUps())
                .containsExactly(new Track.Stretch(0, 2), new Track.Stretch(6, 7));
        assertThat(new TimeSeries("since the start", "ms", List.of(track)).chart().toString())
                .contains("warm=[[0.0, 2.0], [6.0, 7.0]]");
        assertThat(Track.of("b", course(10)).warmUps()).isEmpty();
    }

    @Test
    void nothingAndWhatIsNowhereAreRefused() {
        assertThatThrownBy(() -> Track.of("a", List.of())).hasMessage("track a: no points");
        assertThatThrownBy(() -> new TimeSeries("t", "ms", List.of()))
                .hasMessage("a time series needs at least one track");
        assertThatThrownBy(() -> new Track.Point(Double.NaN, 1, Track.Mark.COLD))
                .hasMessage("a point needs finite numbers, not NaN, 1.0");
    }
}
