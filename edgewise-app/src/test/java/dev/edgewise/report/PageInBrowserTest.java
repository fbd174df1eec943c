package dev.edgewise.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Media;
import dev.edgewise.Accessibility;
import dev.edgewise.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageInBrowserTest {

    @TempDir static Path folder;

    private static Browser browser;
    private static Path file;

    @BeforeAll
    static void openTheBrowser() throws IOException {
        browser = Browser.start();
        file = Files.writeString(folder.resolve("sämple page.html"), SamplePage.page().html());
    }

    @AfterAll
    static void closeTheBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"1200, false", "1200, true", "390, false", "390, true"})
    void drawsEveryChartWithoutComplaintsOrRequests(int width, boolean dark) {
        try (Browser.Visit visit = browser.visit(file, width, dark)) {
            assertThat(visit.page().locator(".chart").count()).isEqualTo(8);
            for (int i = 0; i < 8; i++) {
                var chart = visit.page().locator(".chart").nth(i);
                assertThat(chart.locator("svg path[d]").count()).isGreaterThan(10);
                assertThat(chart.locator("svg text").count()).isGreaterThan(3);
                assertThat(chart.boundingBox().width).isGreaterThan(300);
            }
            assertThat(visit.page().locator("table.heat td.same").count()).isEqualTo(3);
            assertThat(visit.page().locator("svg.diagram path.message").count()).isEqualTo(6);
            assertThat(visit.complaints()).isEmpty();
            assertThat(visit.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1200, 390, 320})
    void neverScrollsSidewaysAsAWhole(int width) {
        try (Browser.Visit visit = browser.visit(file, width, false)) {
            assertThat(visit.page().evaluate("document.documentElement.scrollWidth"))
                    .isEqualTo(width);
        }
    }

    @Test
    void breaksNoRuleOfAccessibility() throws IOException {
        Accessibility.check(file);
    }

    @Test
    void colourOfChartsFollowsTheTheme() {
        try (Browser.Visit light = browser.visit(file, 800, false);
                Browser.Visit dark = browser.visit(file, 800, true)) {
            assertThat(colour(dark)).isNotEqualTo(colour(light)).startsWith("rgb(");
        }
    }

    @Test
    void isPrintedInInkOnWhiteFromTheDarkThemeToo() {
        try (Browser.Visit visit = browser.visit(file, 660, true)) {
            visit.page()
                    .emulateMedia(
                            new com.microsoft.playwright.Page.EmulateMediaOptions()
                                    .setMedia(Media.PRINT));
            assertThat(visit.page().evaluate("getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo("rgb(255, 255, 255)");
            assertThat(
                            visit.page()
                                    .evaluate(
                                            "getComputedStyle(document.documentElement).colorScheme"))
                    .isEqualTo("light");
            assertThat(colour(visit)).isEqualTo("rgb(217, 228, 238)");
        }
    }

    @Test
    void fitsThePaperInChartsLowerThanOnAScreen() {
        try (Browser.Visit visit = browser.visit(file, 660, false)) {
            double onScreen = visit.page().locator(".chart").first().boundingBox().height;
            visit.page()
                    .emulateMedia(
                            new com.microsoft.playwright.Page.EmulateMediaOptions()
                                    .setMedia(Media.PRINT));
            visit.page()
                    .waitForFunction(
                            "before => document.querySelector('.chart').offsetHeight < before",
                            onScreen);
            assertThat(visit.page().evaluate("document.documentElement.scrollWidth"))
                    .isEqualTo(660);
        }
    }

    @Test
    void theDataOfAFigureAreOneClickAway() {
        try (Browser.Visit visit = browser.visit(file, 1200, false)) {
            var data = visit.page().locator("figure details table");
            assertThat(data.nth(1).isVisible()).isFalse();
            visit.page().locator("figure summary").nth(1).click();
            assertThat(data.nth(1).isVisible()).isTrue();
            assertThat(data.nth(1).innerText()).contains("median", "prediction");
        }
    }

    @Test
    void aScriptThatCameInWithTheDataWouldNotRun() throws IOException {
        String html =
                SamplePage.page()
                        .html()
                        .replace("</main>", "<script>document.title='broken in'</script></main>");
        Path broken = Files.writeString(folder.resolve("broken.html"), html);
        try (Browser.Visit visit = browser.visit(broken, 1200, false)) {
            assertThat(visit.page().title()).startsWith("Edge or remote?");
            assertThat(visit.complaints()).anyMatch(c -> c.contains("Content Security Policy"));
        }
    }

    private static String colour(Browser.Visit visit) {
        return (String)
                visit.page()
                        .evaluate(
                                "getComputedStyle(document.querySelector('.chart svg"
                                        + " path[fill=\"var(--box)\"]')).fill");
    }
}
