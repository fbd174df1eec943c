package dev.edgewise.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A [Page] as one HTML file. Its content security policy lets nothing be loaded and no script run
/// but its own two, which it knows by their hash.
final class PageHtml {

    /// The same page gives the same bytes.
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private final Page page;
    private final StringBuilder body = new StringBuilder();
    private final List<Map<String, Object>> charts = new ArrayList<>();
    private int figures;
    private int tables;
    private boolean inSection;

    PageHtml(Page page) {
        this.page = page;
    }

    String html() {
        page.blocks().forEach(this::block);
        if (inSection) {
            body.append("</section>\n");
        }
        List<String> scripts =
                charts.isEmpty() ? List.of() : List.of(Assets.echarts(), Assets.charts());
        StringBuilder out = new StringBuilder();
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"");
        out.append(policy(scripts)).append("\">\n");
        out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        out.append("<meta name=\"color-scheme\" content=\"light dark\">\n");
        out.append("<title>").append(Html.escape(page.title())).append("</title>\n");
        out.append("<style>\n").append(Assets.text("page.css")).append("</style>\n");
        out.append("</head>\n<body>\n<main>\n<header>\n");
        if (!page.marks().isEmpty()) {
            out.append("<ul class=\"marks\" aria-label=\"About this run\">");
            page.marks().forEach(m -> out.append("<li>").append(Html.text(m)).append("</li>"));
            out.append("</ul>\n");
        }
        out.append("<h1>").append(Html.escape(page.title())).append("</h1>\n");
        out.append("<p class=\"lead\">").append(Html.text(page.lead())).append("</p>\n");
        out.append("</header>\n").append(body).append("</main>\n");
        if (!charts.isEmpty()) {
            out.append(
                    "<footer><p>Charts drawn by Apache ECharts, inside this file.</p></footer>\n");
            out.append("<script type=\"application/json\" id=\"charts\">");
            out.append(JSON.writeValueAsString(charts).replace("<", "\\u003c"));
            out.append("</script>\n<!--\n").append(Assets.text("echarts-notice.txt"));
            out.append("-->\n");
        }
        scripts.forEach(s -> out.append("<script>").append(s).append("</script>\n"));
        return out.append("</body>\n</html>\n").toString();
    }

    private void block(Page.Block block) {
        switch (block) {
            case Page.Heading heading -> {
                body.append(inSection ? "</section>\n" : "").append("<section>\n<h2>");
                body.append(Html.text(heading.text())).append("</h2>\n");
                inSection = true;
            }
            case Page.Paragraph paragraph ->
                    body.append("<p>").append(Html.text(paragraph.text())).append("</p>\n");
            case Page.Bullets bullets -> {
                body.append("<ul>\n");
                bullets.items()
                        .forEach(
                                item ->
                                        body.append("<li>")
                                                .append(Html.text(item))
                                                .append("</li>\n"));
                body.append("</ul>\n");
            }
            case Page.Facts facts -> terms("facts", facts.facts());
            case Page.Terms terms -> terms("terms", terms.terms());
            case Page.Tabled tabled -> {
                tables++;
                String title = tabled.table().title();
                String caption = "Table " + tables + (title.isEmpty() ? "" : ". " + title);
                body.append(new TableHtml(tabled.table()).html(caption, caption));
            }
            case Page.Drawn drawn -> figure(drawn);
        }
    }

    private void terms(String kind, List<Page.Fact> terms) {
        body.append("<dl class=\"").append(kind).append("\">\n");
        for (Page.Fact term : terms) {
            body.append("<div><dt>").append(Html.text(term.name())).append("</dt><dd>");
            body.append(Html.text(term.value()));
            if (!term.detail().isEmpty()) {
                body.append(" <small>").append(Html.text(term.detail())).append("</small>");
            }
            body.append("</dd></div>\n");
        }
        body.append("</dl>\n");
    }

    private void figure(Page.Drawn drawn) {
        figures++;
        Figure figure = drawn.figure();
        String id = "figure-" + figures;
        body.append("<figure id=\"").append(id).append("\">\n");
        switch (figure) {
            case BoxPlot plot -> chart(plot.chart(), id, plot.alternative());
            case LetterValuePlot plot -> chart(plot.chart(), id, plot.alternative());
            case Ecdf ecdf -> chart(ecdf.chart(), id, ecdf.alternative());
            case TimeSeries series -> chart(series.chart(), id, series.alternative());
            case Waterfall waterfall -> chart(waterfall.chart(), id, waterfall.alternative());
            case StackedBars bars -> chart(bars.chart(), id, bars.alternative());
            case Curves curves -> chart(curves.chart(), id, curves.alternative());
            case HeatMap map -> body.append(map.html());
            case Timeline timeline -> body.append(new TimelineSvg(timeline).html());
            case Diagram diagram -> body.append(new DiagramSvg(diagram, id).html());
        }
        body.append("<figcaption><b>Figure ").append(figures).append(".</b> ");
        body.append(Html.text(drawn.caption())).append("</figcaption>\n");
        body.append("<details><summary>Data of figure ").append(figures).append("</summary>\n");
        body.append(new TableHtml(figure.data()).html("", "Data of figure " + figures));
        body.append("</details>\n</figure>\n");
    }

    private void chart(Map<String, Object> chart, String id, String alternative) {
        chart.put("id", id);
        charts.add(chart);
        body.append("<div class=\"chart\" role=\"img\" aria-label=\"");
        body.append(Html.escape(alternative)).append("\"></div>\n");
        body.append("<noscript><p>Charts need scripts; their data stand below.</p></noscript>\n");
    }

    private static String policy(List<String> scripts) {
        String allowed =
                scripts.isEmpty()
                        ? "'none'"
                        : scripts.stream()
                                .map(PageHtml::hash)
                                .map(hash -> "'sha256-" + hash + "'")
                                .collect(Collectors.joining(" "));
        return "default-src 'none'; style-src 'unsafe-inline'; script-src " + allowed;
    }

    private static String hash(String script) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
