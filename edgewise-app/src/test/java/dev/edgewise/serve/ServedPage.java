package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.edgewise.Browser;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.DemoClips;
import dev.edgewise.audio.WavFile;
import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.OnnxServedModel;
import dev.edgewise.engine.TestCatalog;
import dev.edgewise.model.ModelStore;
import dev.edgewise.recognize.LocalRecognizer;
import dev.edgewise.recognize.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/// The page on a server, and a browser whose microphone hears a word over and over: what the tests
/// of the page share.
final class ServedPage implements AutoCloseable {

    /// The demo clip that the microphone hears.
    static final String SAID = "yes/en-us-f.wav";

    private static final double PATIENCE_MILLIS = 60_000;

    private final Browser browser;
    private final RecognitionServer server;
    private final List<Throwable> complaints;

    private ServedPage(Browser browser, RecognitionServer server, List<Throwable> complaints) {
        this.browser = browser;
        this.server = server;
        this.complaints = complaints;
    }

    /// With the shipped models.
    ///
    /// @param folder for what the microphone hears
    static ServedPage start(Path folder) throws IOException {
        List<OnnxServedModel> models = new ArrayList<>();
        for (String name : ModelStore.SHIPPED) {
            models.add(OnnxServedModel.load(name, ModelStore.bytes(name), 1));
        }
        return start(folder, TestCatalog.of(models));
    }

    /// With the models of `catalog`, which it closes.
    static ServedPage start(Path folder, Catalog catalog) throws IOException {
        List<Throwable> complaints = new CopyOnWriteArrayList<>();
        Path said = Files.write(folder.resolve("said.wav"), DemoClips.bytes(SAID));
        Browser browser = Browser.hearing(said);
        RecognitionServer server =
                TestServers.start(
                        TestServers.settings(1 << 20, 64, 64, 2),
                        catalog,
                        Optional.empty(),
                        "1.2",
                        complaints::add);
        return new ServedPage(browser, server, complaints);
    }

    int port() {
        return server.port();
    }

    Browser browser() {
        return browser;
    }

    /// What the server's operator would have heard.
    List<Throwable> complaints() {
        return complaints;
    }

    /// Opens the page, and waits until it can be used.
    Browser.Visit visit(int width, boolean dark) {
        Browser.Visit visit = browser.visit(server.url() + "/", width, dark);
        visit.page().setDefaultTimeout(PATIENCE_MILLIS);
        waitUntilReady(visit.page());
        return visit;
    }

    /// The same, as wide as on most screens.
    Browser.Visit visit() {
        return visit(1280, false);
    }

    /// Waits until nothing runs.
    static void waitUntilReady(Page page) {
        that(page.locator("#record"))
                .isEnabled(new LocatorAssertions.IsEnabledOptions().setTimeout(PATIENCE_MILLIS));
    }

    static LocatorAssertions that(Locator locator) {
        return PlaywrightAssertions.assertThat(locator);
    }

    /// Waits until all of the text fits the pattern.
    static void waitForText(Locator locator, String pattern) {
        that(locator)
                .hasText(
                        Pattern.compile("^(?:" + pattern + ")$", Pattern.DOTALL),
                        new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    /// Chooses the clip that the microphone hears, and waits until it is recognised.
    static void recognizeDemo(Page page) {
        page.locator("#demo").selectOption(SAID);
        waitForText(page.locator("#status"), "Recognised: " + SAID + "\\.");
        waitUntilReady(page);
    }

    /// Runs the clip in both places, and waits for the verdict.
    static void compare(Page page, int repetitions) {
        page.locator("#repetitions").fill(Integer.toString(repetitions));
        page.locator("#run").click();
        waitForText(page.locator("#verdict"), ".*edian .* ms .*on the server.*");
    }

    /// What the shipped model makes of a clip in this process.
    static Prediction here(String model, Clip clip) throws IOException {
        try (LocalRecognizer recognizer = new LocalRecognizer(ModelStore.open(model, 1))) {
            return recognizer.recognize(clip);
        }
    }

    static Clip said() throws IOException {
        return WavFile.read(SAID, DemoClips.bytes(SAID));
    }

    /// Holds what the page shows at one place to a prediction.
    static void holdsBars(Page page, String place, Prediction expected) {
        waitForText(page.locator("#" + place + "-word"), expected.word());
        List<String> shown = page.locator("#" + place + "-bars .value").allInnerTexts();
        assertThat(shown).hasSize(expected.scores().size());
        for (int i = 0; i < shown.size(); i++) {
            double percent = Double.parseDouble(shown.get(i).replace("%", "").strip());
            assertThat(percent)
                    .isCloseTo(100 * expected.scores().get(i).probability(), within(0.15));
        }
    }

    /// Skips the rest of a test where the program was built without npm.
    static void skipWithoutRuntime(Page page) {
        if (page.locator("#notice").isVisible()) {
            String reason = "skipped: built without npm: " + page.locator("#notice").innerText();
            System.out.println(reason);
            Assumptions.abort(reason);
        }
    }

    /// What `expression` is on the page, as text.
    static String text(Page page, String expression) {
        return String.valueOf(page.evaluate(expression));
    }

    @Override
    public void close() {
        browser.close();
        server.close();
    }
}
