package dev.edgewise.serve;

import static dev.edgewise.serve.ServedPage.SAID;
import static dev.edgewise.serve.ServedPage.compare;
import static dev.edgewise.serve.ServedPage.recognizeDemo;
import static dev.edgewise.serve.ServedPage.skipWithoutRuntime;
import static dev.edgewise.serve.ServedPage.text;
import static dev.edgewise.serve.ServedPage.waitForText;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.edgewise.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Edge and server, compared on the page.
@Timeout(300)
class PageComparisonTest {

    private static final String NOTHING = "Box plot: nothing was measured yet";

    /// The fills of the boxes that are drawn, and the names beside them.
    private static final String DRAWN =
            """
            (() => {
              const { series, yAxis } =
                  echarts.getInstanceByDom(document.getElementById("chart")).getOption();
              const css = getComputedStyle(document.documentElement);
              const edge = css.getPropertyValue("--edge-box").trim();
              return series[0].data
                  .map(({ itemStyle }, i) => `${yAxis[0].data[i]}: ${itemStyle.color === edge}`)
                  .join();
            })()
            """;

    @TempDir static Path folder;
    private static ServedPage served;

    @BeforeAll
    static void start() throws IOException {
        served = ServedPage.start(folder);
    }

    @AfterAll
    static void stop() {
        if (served != null) {
            served.close();
        }
    }

    @Test
    void bothPlacesAreMeasuredAndDrawnAsBoxes() {
        try (Browser.Visit visit = served.visit()) {
            Page page = visit.page();
            recognizeDemo(page);
            compare(page, 6);
            assertThat(page.locator("#chart canvas").count()).isPositive();
            assertThat(page.locator("#chart").getAttribute("aria-label"))
                    .matches("(?s)Box plot\\. .*server, with the network: median .* ms of 6.*");
            assertThat(visit.complaints()).isEmpty();
            skipWithoutRuntime(page);
            assertThat(page.locator("#boxes tr").count()).isEqualTo(3);
            assertThat(text(page, DRAWN))
                    .isEqualTo(
                            "in this browser: true,server, with the network: false,"
                                    + "server, predict only: false");
        }
    }

    private static void holdsNoComparison(Page page) {
        assertThat(page.locator("#chart").getAttribute("aria-label")).isEqualTo(NOTHING);
        assertThat(page.locator("#chart canvas").count()).isZero();
        assertThat(page.locator("#boxes tr").count()).isZero();
    }

    @Test
    void anotherClipOrModelTakesAwayWhatWasFoundOutBefore() {
        try (Browser.Visit visit = served.visit()) {
            Page page = visit.page();
            recognizeDemo(page);
            compare(page, 5);
            page.locator("#demo").selectOption("no/en-us-f.wav");
            waitForText(page.locator("#status"), "Recognised: no/.*");
            holdsNoComparison(page);
            waitForText(page.locator("#verdict"), "Ready to run this clip in both places\\.");
            ServedPage.waitUntilReady(page);
            compare(page, 5);
            page.route("**/v1/recognize*", route -> route.abort());
            page.route("**/*.wasm", route -> route.abort());
            page.locator("#model").selectOption("tutorial-cnn");
            waitForText(page.locator("#status"), "The server does not answer\\..*");
            holdsNoComparison(page);
            waitForText(page.locator("#verdict"), "");
            waitForText(page.locator("#server-word"), "–");
            assertThat(page.locator("#server-bars .best").count()).isZero();
            assertThat(page.locator("#phases tr").allTextContents())
                    .noneMatch(row -> row.contains("server"));
            assertThat(page.locator("#waterfall").innerText()).doesNotContain("server");
        }
    }

    @Test
    void aClipThatIsChosenWhileAComparisonRunsEndsIt() {
        try (Browser.Visit visit = served.visit()) {
            Page page = visit.page();
            recognizeDemo(page);
            page.locator("#repetitions").fill("500");
            page.locator("#run").click();
            waitForText(page.locator("#verdict"), "\\d+ of 500 …");
            page.locator("#demo").selectOption("no/en-us-f.wav");
            waitForText(page.locator("#status"), "Recognised: no/en-us-f\\.wav\\.");
            ServedPage.waitUntilReady(page);
            holdsNoComparison(page);
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void whereTheBrowserCannotOpenTheModelTheServerIsMeasuredAlone() {
        try (Browser.Visit visit = served.visit()) {
            Page page = visit.page();
            skipWithoutRuntime(page);
            page.route("**/v1/models/*/file", route -> route.abort());
            recognizeDemo(page);
            waitForText(
                    page.locator("#browser-took"),
                    "The model can't be opened in this browser: The server does not answer\\."
                            + " Is it still running\\?\\.?");
            compare(page, 5);
            waitForText(
                    page.locator("#verdict"),
                    "Median .* ms on the server, with the network\\. The model can't be opened in"
                            + " this browser: .*");
            assertThat(page.locator("#boxes tr").allTextContents())
                    .hasSize(2)
                    .allMatch(row -> row.startsWith("server"));
            page.unroute("**/v1/models/*/file");
            compare(page, 5);
            waitForText(page.locator("#verdict"), ".*in this browser, .*");
        }
    }

    @Test
    void withoutWebAssemblyThePageGoesByTheServerAlone() {
        try (Browser.Visit visit = served.visit()) {
            Page page = visit.page();
            skipWithoutRuntime(page);
            page.addInitScript("delete globalThis.WebAssembly");
            page.reload();
            waitForText(
                    page.locator("#notice"),
                    "This browser has no WebAssembly\\. The page goes by the server alone\\.");
            recognizeDemo(page);
            waitForText(page.locator("#server-word"), "yes");
            waitForText(page.locator("#browser-took"), "This browser has no WebAssembly\\.");
            compare(page, 5);
            waitForText(
                    page.locator("#verdict"),
                    "Median .* ms on the server, .*\\. This browser has no WebAssembly\\.");
            assertThat(page.locator("#boxes tr").count()).isEqualTo(2);
            List<String> fetched = visit.requests();
            assertThat(fetched).anyMatch(url -> url.endsWith(SAID));
            assertThat(visit.complaints()).isEmpty();
        }
    }
}
