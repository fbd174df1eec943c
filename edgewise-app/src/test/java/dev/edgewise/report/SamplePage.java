package dev.edgewise.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// A page with everything that a page can hold, and figures like those of a study.
final class SamplePage {

    private SamplePage() {}

    static Page page() {
        return new Page(
                        "Edge or remote? A study of 2,800 requests",
                        "Stay at the edge: sending the clips away takes 115.9 ms longer a request,"
                                + " and the 95 % interval, 114.2 to 117.8 ms, is clear of the"
                                + " margin of 1 ms.")
                .mark("emulated link")
                .mark("synthetic clips")
                .facts(
                        new Page.Fact("Edge, total", "1.42 ms", "1.40 to 1.45 ms"),
                        new Page.Fact("Remote, total", "117.3 ms", "115.6 to 119.2 ms"),
                        new Page.Fact("Remote costs", "+115.9 ms", "114.2 to 117.8 ms"))
                .section("What was measured")
                .paragraph(
                        "The same clips went to both places in random, interleaved blocks, one"
                                + " request at a time. The remote server is another process behind"
                                + " an emulated link.")
                .figure(
                        setUp(),
                        "The set-up, and where each clock starts and stops. Time goes down;"
                                + " the upload takes place once, before the requests.")
                .section("What was found")
                .table(averages())
                .figure(
                        new BoxPlot(
                                "ms",
                                List.of(
                                        box("prediction", 1, 0.62, 0.12),
                                        box("request", 2, 1.42, 0.16),
                                        box("total", 3, 1.42, 0.16))),
                        "Times at the edge, behind HTTP.")
                .figure(
                        new BoxPlot(
                                "ms",
                                List.of(
                                        box("upload", 4, 101.4, 0.05),
                                        box("prediction", 5, 0.61, 0.12),
                                        box("request", 6, 15.3, 0.06),
                                        box("total", 7, 117.1, 0.045))),
                        "Times at the remote place, by path after an upload.")
                .figure(
                        new StackedBars(
                                "ms",
                                List.of(
                                        bar("edge", 0, 0, 0.31, 0.02, 0.01),
                                        bar("edge-http", 0.62, 0, 0.61, 0.11, 0.08),
                                        bar("remote-path", 14.1, 101.4, 0.63, 0.62, 0.35),
                                        StackedBars.Bar.of(
                                                "remote-body <with the audio in the request>",
                                                StackedBars.Part.of("link", 43.1),
                                                StackedBars.Part.inside("read", 13.2),
                                                StackedBars.Part.of("decode", 0.32),
                                                StackedBars.Part.of("predict", 0.61),
                                                StackedBars.Part.unaccounted(0.44)))),
                        "The phases of a request, on average.")
                .figure(
                        new Waterfall(
                                "ms",
                                List.of(
                                        bar("remote-path", 14.1, 101.4, 0.63, 0.62, 0.35),
                                        StackedBars.Bar.of(
                                                "remote-body",
                                                StackedBars.Part.of("link", 43.1),
                                                StackedBars.Part.inside("read", 13.2),
                                                StackedBars.Part.of("predict", 0.61),
                                                StackedBars.Part.unaccounted(0.44)))),
                        "The typical request at two places.")
                .figure(tails(), "Total times as letter values.")
                .figure(distributions(), "How many requests take at least so long.")
                .figure(course(), "Each request, when it was sent.")
                .figure(rates(), "How often each goes wrong, by threshold.")
                .figure(confusions(), "What was said, and what was recognised.")
                .section("What to conclude")
                .bullets(
                        List.of(
                                "On this link the upload alone costs more than everything else.",
                                "With the audio in the request, remote would cost 43 ms."))
                .section("The context")
                .terms(
                        List.of(
                                new Page.Fact("link asked", "13 ms, 35/19 Mbit/s", "report"),
                                new Page.Fact("link measured", "13.1 ms, 34.9/18.9 Mbit/s", ""),
                                new Page.Fact("processor", "Some Processor 9 <x>", "2 cores"),
                                new Page.Fact("power", "not readable here", "")));
    }

    static Curves rates() {
        List<Curves.Point> rejected = new ArrayList<>();
        List<Curves.Point> accepted = new ArrayList<>();
        for (int i = 0; i <= 50; i++) {
            double threshold = i / 50.0;
            rejected.add(Curves.Point.of(threshold, 100 * Math.pow(threshold, 3)));
            accepted.add(Curves.Point.of(threshold, 100 * Math.pow(1 - threshold, 4)));
        }
        return new Curves(
                new Curves.Axis("threshold", "", 0, 1),
                new Curves.Axis("clips", "%", 0, 100),
                List.of(
                        new Curves.Curve("wrongly rejected", Curves.Look.LINE, rejected),
                        new Curves.Curve("wrongly accepted", Curves.Look.DOTTED, accepted),
                        new Curves.Curve(
                                "both alike",
                                Curves.Look.MARKS,
                                List.of(new Curves.Point(0.43, 10, "threshold <0.43>"))),
                        new Curves.Curve(
                                "five in a hundred",
                                Curves.Look.REFERENCE,
                                List.of(Curves.Point.of(0, 5), Curves.Point.of(1, 5)))));
    }

    static HeatMap confusions() {
        return new HeatMap(
                "said",
                "recognised as",
                List.of("down", "go", "_unknown_"),
                List.of("down", "go", "_unknown_"),
                List.of(List.of(90L, 8L, 2L), List.of(11L, 60L, 0L), List.of(1L, 3L, 96L)));
    }

    static Diagram setUp() {
        return new Diagram(
                List.of(
                        new Diagram.Lane("client", "edgewise compare", "edge device"),
                        new Diagram.Lane("edge server", "edgewise serve", "edge device"),
                        new Diagram.Lane("link", "emulated", ""),
                        new Diagram.Lane("remote server", "edgewise serve", "remote place")),
                List.of(
                        new Diagram.Part("Once for a block of clips"),
                        new Diagram.Message(0, 3, "the clips, by SCP"),
                        new Diagram.Message(3, 0, "stored"),
                        new Diagram.Part("A request at the edge"),
                        new Diagram.Message(0, 1, "POST /v1/recognize {path}"),
                        new Diagram.Work(1, "read, decode, predict"),
                        new Diagram.Message(1, 0, "the word"),
                        new Diagram.Part("A request to the remote place"),
                        new Diagram.Message(0, 3, "POST /v1/recognize {path}"),
                        new Diagram.Work(3, "read, decode, predict"),
                        new Diagram.Message(3, 0, "the word")),
                List.of(
                        new Diagram.Clock("upload", 0, 1, 2),
                        new Diagram.Clock("request", 0, 4, 6),
                        new Diagram.Clock("prediction", 1, 5, 5),
                        new Diagram.Clock("request", 0, 8, 10),
                        new Diagram.Clock("total", 0, 1, 10),
                        new Diagram.Clock("prediction", 3, 9, 9)));
    }

    static BoxPlot.Box box(String name, long seed, double median, double sigma) {
        return Boxes.of(name, values(seed, median, sigma));
    }

    private static double[] values(long seed, double median, double sigma) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[700];
        for (int i = 0; i < values.length; i++) {
            double tail = random.nextDouble() < 0.03 ? 1 + random.nextDouble() : 1;
            values[i] = median * Math.exp(sigma * random.nextGaussian()) * tail;
        }
        return values;
    }

    static Ecdf distributions() {
        return new Ecdf("ms", List.of(line("edge", 2, 1.42, 0.16), line("remote", 7, 117.1, 0.05)));
    }

    private static Ecdf.Line line(String name, long seed, double median, double sigma) {
        return Ecdf.Line.of(name, Arrays.stream(values(seed, median, sigma)).sorted().toArray());
    }

    static LetterValuePlot tails() {
        return new LetterValuePlot(
                "ms",
                List.of(
                        new LetterValuePlot.Group(
                                "edge",
                                700,
                                1.42,
                                List.of(
                                        new LetterValuePlot.Pair(0.25, 1.3, 1.6),
                                        new LetterValuePlot.Pair(0.125, 1.2, 1.9),
                                        new LetterValuePlot.Pair(0.0625, 1.1, 2.6)),
                                List.of(1.01, 4.2, 40.0)),
                        new LetterValuePlot.Group(
                                "remote <b>",
                                700,
                                117,
                                List.of(
                                        new LetterValuePlot.Pair(0.25, 112, 121),
                                        new LetterValuePlot.Pair(0.125, 110, 125)),
                                List.of(101.5, 140.0, 180.0))));
    }

    static TimeSeries course() {
        double[] values = values(7, 117.1, 0.05);
        List<Track.Point> points = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            Track.Mark mark =
                    i < 50
                            ? Track.Mark.WARM_UP
                            : i % 70 == 0
                                    ? Track.Mark.COLD
                                    : values[i] > 160
                                            ? Track.Mark.OUTLIER
                                            : i == 333 ? Track.Mark.FAILED : Track.Mark.ORDINARY;
            double value = mark == Track.Mark.FAILED ? 2_000 : values[i];
            points.add(new Track.Point(i * 0.2, i < 50 ? 2 * value : value, mark));
        }
        return new TimeSeries(
                "since measuring began",
                "ms",
                List.of(
                        Track.of("remote", points),
                        Track.of("edge", List.of(new Track.Point(3, 1.4, Track.Mark.ORDINARY)))));
    }

    private static StackedBars.Bar bar(
            String name, double link, double upload, double predict, double decode, double rest) {
        return StackedBars.Bar.of(
                name,
                StackedBars.Part.of("upload", upload),
                StackedBars.Part.of("link", link),
                StackedBars.Part.of("decode", decode),
                StackedBars.Part.of("predict", predict),
                StackedBars.Part.unaccounted(rest));
    }

    private static Table averages() {
        return Table.of(
                        "Averages, with their 95 % intervals, beside those of the report",
                        Column.text(""),
                        Column.number("edge", "ms").in("this run"),
                        Column.number("remote", "ms").in("this run"),
                        Column.number("local", "ms").in("the report"),
                        Column.number("remote", "ms").in("the report"))
                .row(
                        Cell.of("file upload"),
                        Cell.absent("nothing is uploaded at the edge"),
                        Cell.of("101.8 ± 1.1"),
                        Cell.absent("nothing is uploaded at the edge"),
                        Cell.of("99.8"))
                .row("prediction", "0.63 ± 0.02", "0.62 ± 0.02", "62.1", "57.4")
                .row("request", "1.42 ± 0.03", "15.5 ± 0.2", "75.8", "121.1")
                .total(
                        Cell.of("total"),
                        Cell.of("1.42 ± 0.03"),
                        Cell.of("117.3 ± 1.8"),
                        Cell.of("75.8"),
                        Cell.of("220.9"))
                .note("Single stream: a closed loop, one request at a time.");
    }
}
