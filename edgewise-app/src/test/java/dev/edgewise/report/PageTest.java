package dev.edgewise.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final String NASTY = "</script><img src=x onerror=alert(1)> & \"'\u0000";

    private static final Pattern LOADS =
            Pattern.compile(
                    "(src|href|action|data|poster|srcset)\\s*=\\s*[\"']?\\s*(https?:)?//|@import|url\\("
                            + "|<link|<img|<iframe|<object|<base",
                    Pattern.CASE_INSENSITIVE);

    @Test
    void escapesEveryTextWhereverItStands() {
        Table table =
                Table.of(NASTY, Column.text(NASTY), Column.number(NASTY, NASTY).in(NASTY))
                        .row(Cell.absent(NASTY), Cell.of(NASTY))
                        .note(NASTY);
        String html =
                new Page(NASTY, NASTY)
                        .mark(NASTY)
                        .facts(new Page.Fact(NASTY, NASTY, NASTY))
                        .section(NASTY)
                        .paragraph(NASTY)
                        .bullets(List.of(NASTY))
                        .terms(List.of(new Page.Fact(NASTY, NASTY, NASTY)))
                        .table(table)
                        .figure(
                                new BoxPlot(NASTY, List.of(Boxes.of(NASTY, new double[] {1, 2}))),
                                NASTY)
                        .figure(
                                new StackedBars(
                                        NASTY,
                                        List.of(
                                                StackedBars.Bar.of(
                                                        NASTY, StackedBars.Part.of(NASTY, 1)))),
                                NASTY)
                        .figure(
                                new Curves(
                                        Curves.Axis.fitted(NASTY, NASTY),
                                        Curves.Axis.fitted(NASTY, NASTY),
                                        List.of(
                                                new Curves.Curve(
                                                        NASTY,
                                                        Curves.Look.LINE,
                                                        List.of(new Curves.Point(1, 2, NASTY))))),
                                NASTY)
                        .figure(
                                new HeatMap(
                                        NASTY,
                                        NASTY,
                                        List.of(NASTY, "a"),
                                        List.of(NASTY, "b"),
                                        List.of(List.of(1L, 2L), List.of(3L, 4L))),
                                NASTY)
                        .figure(
                                new Diagram(
                                        List.of(new Diagram.Lane(NASTY, NASTY, NASTY)),
                                        List.of(
                                                new Diagram.Work(0, NASTY),
                                                new Diagram.Part(NASTY),
                                                new Diagram.Message(0, 0, NASTY)),
                                        List.of(new Diagram.Clock(NASTY, 0, 0, 1))),
                                NASTY)
                        .html();
        String ours = html.replace(Assets.echarts(), "").replace(Assets.charts(), "");

        assertThat(ours).doesNotContain("<img").doesNotContain("\u0000").contains("&lt;img src=x");
        assertThat(Pattern.compile("</script>").matcher(ours).results()).hasSize(3);
        assertThat(Pattern.compile("<script").matcher(ours).results()).hasSize(3);
    }

    @Test
    void loadsNothing() {
        String html = SamplePage.page().html();
        String ours = html.replace(Assets.echarts(), "");

        assertThat(LOADS.matcher(ours).results().map(m -> m.group()).toList()).isEmpty();
        assertThat(html)
                .contains(
                        "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha");
    }

    @Test
    void keepsTheLicenceOfWhatItContains() {
        assertThat(SamplePage.page().html())
                .contains("Licensed to the Apache Software Foundation (ASF)")
                .contains("Copyright 2010-2016 Mike Bostock")
                .contains("Copyright (c) 2017, Baidu Inc.");
    }

    @Test
    void withoutChartsHoldsNoScript() {
        String html = new Page("a", "b").section("c").paragraph("d").html();

        assertThat(html).contains("script-src 'none'").doesNotContain("<script");
        assertThat(html).hasSizeLessThan(20_000);
    }

    @Test
    void numbersFiguresAndTablesAsTheyCome() {
        Table table = Table.of("Averages", Column.text("a")).row("b");
        String html =
                new Page("a", "b")
                        .table(table)
                        .figure(SamplePage.setUp(), "The set-up.")
                        .table(table)
                        .html();

        assertThat(html)
                .contains("<p class=\"caption\" aria-hidden=\"true\">Table 1. Averages")
                .contains("Table 2. Averages")
                .contains("<b>Figure 1.</b> The set-up.");
    }

    @Test
    void saysTheVerdictBeforeAnythingElse() {
        String html = SamplePage.page().html();

        assertThat(html.indexOf("Stay at the edge")).isBetween(1, html.indexOf("<h2>"));
    }
}
