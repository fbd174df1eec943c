package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.edgewise.Browser;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.DemoClips;
import dev.edgewise.audio.WavFile;
import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.OnnxServedModel;
import dev.edgewise.model.ModelStore;
import dev.edgewise.recognize.LocalRecognizer;
import dev.edgewise.recognize.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class PageTest {

    private static final double PATIENCE_MILLIS = 60_000;
    private static final String SAID = "yes/en-us-f.wav";

    @TempDir static Path folder;
    private static final List<Throwable> COMPLAINTS = new CopyOnWriteArrayList<>();
    private static Browser browser;
    private static RecognitionServer server;

    @BeforeAll
    static void start() throws IOException {
        Path said = Files.write(folder.resolve("said.wav"), DemoClips.bytes(SAID));
        browser = Browser.hearing(said);
        List<OnnxServedModel> models = new ArrayList<>();
        for (String name : ModelStore.SHIPPED) {
            models.add(OnnxServedModel.load(name, ModelStore.bytes(name), 1));
        }
        server =
                RecognitionServer.start(
                        new ServerSettings("127.0.0.1", 0, 1 << 20, 64, 64, 2),
                        Catalog.of(models),
                        Optional.empty(),
                        "1.2",
                        COMPLAINTS::add);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static Browser.Visit visit(int width, boolean dark) {
        Browser.Visit visit = browser.visit(server.url() + "/", width, dark);
        visit.page().setDefaultTimeout(PATIENCE_MILLIS);
        that(visit.page().locator("#record")).isEnabled(enabled());
        return visit;
    }

    private static LocatorAssertions that(Locator locator) {
        return PlaywrightAssertions.assertThat(locator);
    }

    private static LocatorAssertions.IsEnabledOptions enabled() {
        return new LocatorAssertions.IsEnabledOptions().setTimeout(PATIENCE_MILLIS);
    }

    private static void waitForText(Locator locator, String pattern) {
        that(locator)
                .hasText(
                        Pattern.compile(pattern),
                        new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    private static Prediction here(Clip clip) throws IOException {
        try (LocalRecognizer recognizer =
                new LocalRecognizer(ModelStore.open(ModelStore.DEFAULT, 1))) {
            return recognizer.recognize(clip);
        }
    }

    /// Holds what the page shows at one place to a prediction.
    private static void holdsBars(Page page, String place, Prediction expected) {
        waitForText(page.locator("#" + place + "-word"), expected.word());
        List<String> shown = page.locator("#" + place + "-bars .value").allInnerTexts();
        assertThat(shown).hasSize(expected.scores().size());
        for (int i = 0; i < shown.size(); i++) {
            double percent = Double.parseDouble(shown.get(i).replace("%", "").strip());
            assertThat(percent)
                    .isCloseTo(100 * expected.scores().get(i).probability(), within(0.15));
        }
    }

    private static void skipWithoutRuntime(Page page) {
        if (page.locator("#notice").isVisible()) {
            String reason = "skipped: built without npm: " + page.locator("#notice").innerText();
            System.out.println(reason);
            Assumptions.abort(reason);
        }
    }

    @Test
    void aDemoClipIsRecognisedAlikeOnTheServerAndInTheBrowser() throws IOException {
        try (Browser.Visit visit = visit(1280, false)) {
            Page page = visit.page();
            page.locator("#demo").selectOption(SAID);
            waitForText(page.locator("#status"), "Recognised.*");
            Prediction expected = here(WavFile.read(SAID, DemoClips.bytes(SAID)));
            holdsBars(page, "server", expected);
            assertThat(page.locator(".lane").count()).isPositive();
            assertThat(page.locator("#phases tr").allTextContents())
                    .anySatisfy(row -> assertThat(row).contains("predict"));
            assertThat(visit.complaints()).isEmpty();
            skipWithoutRuntime(page);
            holdsBars(page, "browser", expected);
        }
        assertThat(COMPLAINTS).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 44_100})
    void aFileOfAnotherRateIsHeardAlikeInBothPlaces(int rate) throws IOException {
        Clip clip = WavFile.read(SAID, DemoClips.bytes(SAID)).resampledTo(rate);
        Path file = Files.write(folder.resolve(rate + ".wav"), WavFile.encode(clip));
        try (Browser.Visit visit = visit(1280, false)) {
            Page page = visit.page();
            page.locator("#file").setInputFiles(file);
            waitForText(page.locator("#status"), "Recognised: " + rate + ".wav.");
            Prediction expected = here(WavFile.read(file));
            holdsBars(page, "server", expected);
            skipWithoutRuntime(page);
            holdsBars(page, "browser", expected);
        }
    }

    @Test
    void aWordSaidIntoTheMicrophoneIsRecognisedAndCanBeKept() throws IOException {
        try (Browser.Visit visit = visit(1280, false)) {
            Page page = visit.page();
            page.locator("#record").click();
            waitForText(page.locator("#status"), "Recognised: your recording.");
            Download kept = page.waitForDownload(() -> page.locator("#save").click());
            Prediction expected = here(WavFile.read(kept.path()));
            assertThat(expected.word()).isEqualTo("yes");
            holdsBars(page, "server", expected);
            assertThat(visit.complaints()).isEmpty();
            skipWithoutRuntime(page);
            holdsBars(page, "browser", expected);
        }
    }

    @Test
    void whatIsSaidIsDetectedWhileThePageListens() {
        try (Browser.Visit visit = visit(1280, false)) {
            Page page = visit.page();
            page.locator("#listen").click();
            waitForText(page.locator("#detections li").first(), "yes\\s*\\d.* s, \\d+ %");
            page.locator("#listen").click();
            waitForText(page.locator("#live-status"), "Stopped\\. \\d+ words\\.");
            waitForText(page.locator("#listen"), "Start listening");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void bothPlacesAreMeasuredAndDrawnAsBoxes() {
        try (Browser.Visit visit = visit(1280, false)) {
            Page page = visit.page();
            page.locator("#demo").selectOption(SAID);
            waitForText(page.locator("#status"), "Recognised.*");
            page.locator("#repetitions").fill("6");
            page.locator("#run").click();
            waitForText(page.locator("#verdict"), ".*edian.*ms.*on the server.*");
            assertThat(page.locator("#chart canvas").count()).isPositive();
            assertThat(page.locator("#chart").getAttribute("aria-label"))
                    .matches("(?s)Box plot\\. .*server, with the network: median .* ms of 6.*");
            assertThat(visit.complaints()).isEmpty();
            skipWithoutRuntime(page);
            assertThat(page.locator("#boxes tr").count()).isEqualTo(3);
        }
    }

    @Test
    void theOtherModelMayBeAsked() {
        try (Browser.Visit visit = visit(1280, false)) {
            Page page = visit.page();
            page.locator("#model").selectOption("tutorial-cnn");
            page.locator("#demo").selectOption(SAID);
            waitForText(page.locator("#server-took"), ".*tutorial-cnn version.*");
            assertThat(page.locator("#server-bars li").count()).isEqualTo(8);
        }
    }

    @Test
    void theKeyboardIsEnough() {
        try (Browser.Visit visit = visit(1280, false)) {
            Page page = visit.page();
            List<String> reached = new ArrayList<>();
            for (int i = 0; i < 14; i++) {
                page.keyboard().press("Tab");
                reached.add((String) page.evaluate("document.activeElement.id"));
            }
            assertThat(reached)
                    .contains("model", "record", "file", "demo", "repetitions", "listen");
            page.locator("#record").focus();
            page.keyboard().press("Enter");
            waitForText(page.locator("#status"), "Recognised: your recording.");
        }
    }

    @Test
    void whatCannotBeUsedIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.wav"), "these are notes");
        try (Browser.Visit visit = visit(800, false)) {
            Page page = visit.page();
            page.locator("#file").setInputFiles(text);
            waitForText(page.locator("#status"), "notes.wav: it is not a WAV file\\.");
            page.locator("#repetitions").fill("1");
            page.route("**/v1/recognize*", route -> route.abort());
            page.locator("#demo").selectOption(SAID);
            waitForText(
                    page.locator("#server-took"),
                    "The server does not answer\\. Is it still running\\?");
            page.locator("#run").click();
            waitForText(page.locator("#verdict"), "Repetitions: expected 5 to 500\\.");
        }
    }

    @Test
    void withoutAMicrophoneThePageSaysSo() {
        try (Browser.Visit visit = visit(800, false)) {
            Page page = visit.page();
            page.evaluate(
                    "() => { navigator.mediaDevices.getUserMedia = () =>"
                            + " Promise.reject(new DOMException('', 'NotAllowedError')); }");
            page.locator("#record").click();
            waitForText(page.locator("#status"), "The microphone may not be used.*");
        }
    }

    @Test
    void aServerThatWantsATokenIsGivenOne() {
        try (Browser.Visit visit = visit(800, false)) {
            Page page = visit.page();
            page.route(
                    "**/v1/models",
                    route -> {
                        String given = route.request().headerValue("authorization");
                        if ("Bearer open sesame".equals(given)) {
                            route.resume();
                        } else {
                            route.fulfill(new Route.FulfillOptions().setStatus(401));
                        }
                    });
            page.reload();
            page.locator("#token").fill("open sesame");
            page.keyboard().press("Enter");
            that(page.locator("#record")).isEnabled(enabled());
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "360, true", "320, false"})
    void nothingScrollsSidewaysAndEveryControlHasAName(int width, boolean dark) {
        try (Browser.Visit visit = visit(width, dark)) {
            Page page = visit.page();
            page.locator("#demo").selectOption(SAID);
            waitForText(page.locator("#status"), "Recognised.*");
            page.locator("#repetitions").fill("5");
            page.locator("#run").click();
            waitForText(page.locator("#verdict"), ".*edian.*");
            Path picture = Path.of("target", "page-%d-%s.png".formatted(width, dark));
            page.screenshot(new Page.ScreenshotOptions().setPath(picture).setFullPage(true));
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
            assertThat(page.evaluate(UNNAMED)).isEqualTo(List.of());
        }
    }

    /// The controls that a screen reader would have no name for.
    private static final String UNNAMED =
            """
            [...document.querySelectorAll("button, select, input, canvas[id], [role=img]")]
              .filter((e) => !(e.getAttribute("aria-label") || e.innerText || e.labels?.length))
              .map((e) => e.id)
            """;

    @Test
    void filesOfThePageAreKeptByBrowsersAndRunNothingForeign() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            Wire.Answer page = wire.ask("GET", "/");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
            assertThat(page.header("content-security-policy"))
                    .contains("default-src 'none'")
                    .contains("script-src 'self' 'wasm-unsafe-eval'")
                    .doesNotContain("unsafe-inline");
            assertThat(page.header("cache-control")).isEqualTo("no-cache");
            String tag = page.header("etag");
            wire.send("GET / HTTP/1.1", "If-None-Match: " + tag + "\r\n");
            Wire.Answer again = wire.answer(false);
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            wire.send("GET /web/page.css HTTP/1.1", "Accept-Encoding: gzip\r\n");
            Wire.Answer style = wire.answer(false);
            assertThat(style.header("content-encoding")).isEqualTo("gzip");
            assertThat(style.header("content-type").toLowerCase(Locale.ROOT))
                    .isEqualTo("text/css; charset=utf-8");
            assertThat(wire.ask("GET", "/web/no.css").status()).isEqualTo(404);
            assertThat(wire.ask("GET", "/web/%2e%2e/report/page.css").status()).isEqualTo(404);
            assertThat(wire.ask("GET", "/web/clips/no/one.wav").status()).isEqualTo(404);
        }
    }

    @Test
    void aModelsFileIsTheOneThatTheServerRuns() throws IOException {
        String hash = ModelStore.sha256(ModelStore.DEFAULT);
        try (Wire wire = new Wire(server.port())) {
            assertThat(wire.ask("GET", "/v1/models").body())
                    .startsWith("{\"first\":\"bc-resnet\",\"models\":[{\"name\":\"bc-resnet\"")
                    .contains("\"rate\":16000,\"samples\":16000,\"input\":\"")
                    .contains("\"sha256\":\"" + hash + "\"");
            assertThat(wire.ask("GET", "/v1/models/bc-resnet").body())
                    .startsWith("{\"name\":\"bc-resnet\"");
            Wire.Answer head = wire.ask("HEAD", "/v1/models/bc-resnet/file");
            assertThat(head.header("etag")).isEqualTo('"' + hash + '"');
            assertThat(head.header("content-length"))
                    .isEqualTo(Integer.toString(ModelStore.bytes("bc-resnet").length));
            assertThat(wire.ask("GET", "/v1/models/none").status()).isEqualTo(404);
            assertThat(wire.ask("GET", "/v1/models/none/file").status()).isEqualTo(404);
        }
    }
}
