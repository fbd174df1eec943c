package dev.edgewise.serve;

import static dev.edgewise.serve.ServedPage.SAID;
import static dev.edgewise.serve.ServedPage.here;
import static dev.edgewise.serve.ServedPage.holdsBars;
import static dev.edgewise.serve.ServedPage.recognizeDemo;
import static dev.edgewise.serve.ServedPage.said;
import static dev.edgewise.serve.ServedPage.skipWithoutRuntime;
import static dev.edgewise.serve.ServedPage.that;
import static dev.edgewise.serve.ServedPage.waitForText;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import dev.edgewise.Browser;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.DemoClips;
import dev.edgewise.audio.WavFile;
import dev.edgewise.model.ModelStore;
import dev.edgewise.recognize.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the page is for: clips from everywhere are recognised in both places.
@Timeout(300)
class PageTest {

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

    private static void holdsBothPlaces(Page page, Prediction expected) {
        holdsBars(page, "server", expected);
        skipWithoutRuntime(page);
        holdsBars(page, "browser", expected);
    }

    @Test
    void aDemoClipIsRecognisedAlikeOnTheServerAndInTheBrowser() throws IOException {
        try (Browser.Visit visit = served.visit()) {
            Page page = visit.page();
            recognizeDemo(page);
            assertThat(page.locator(".lane").count()).isPositive();
            assertThat(page.locator("#phases tr").allTextContents())
                    .anySatisfy(row -> assertThat(row).contains("predict"));
            assertThat(visit.complaints()).isEmpty();
            assertThat(served.complaints()).isEmpty();
            holdsBothPlaces(page, here(ModelStore.DEFAULT, said()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 44_100})
    void aFileOfAnotherRateIsHeardAlikeInBothPlaces(int rate) throws IOException {
        Clip clip = said().resampledTo(rate);
        Path file = Files.write(folder.resolve(rate + ".wav"), WavFile.encode(clip));
        try (Browser.Visit visit = served.visit()) {
            Page page = visit.page();
            page.locator("#file").setInputFiles(file);
            waitForText(page.locator("#status"), "Recognised: " + rate + "\\.wav\\.");
            holdsBothPlaces(page, here(ModelStore.DEFAULT, WavFile.read(file)));
        }
    }

    @Test
    void aFileThatIsDroppedIsRecognised() throws IOException {
        Path file = Files.write(folder.resolve("dropped.wav"), DemoClips.bytes("no/en-us-f.wav"));
        try (Browser.Visit visit = served.visit()) {
            Page page = visit.page();
            Drag.over(page, file);
            that(page.locator("#clip.dropping")).hasCount(1);
            page.locator("#clip").dispatchEvent("dragleave");
            that(page.locator("#clip.dropping")).hasCount(0);
            Drag.over(page, file).drop();
            waitForText(page.locator("#status"), "Recognised: dropped\\.wav\\.");
            assertThat(page.locator("#clip.dropping").count()).isZero();
            assertThat(visit.complaints()).isEmpty();
            holdsBothPlaces(page, here(ModelStore.DEFAULT, WavFile.read(file)));
        }
    }

    @Test
    void aWordSaidIntoTheMicrophoneIsRecognisedAndCanBeKept() throws IOException {
        try (Browser.Visit visit = served.visit()) {
            Page page = visit.page();
            page.locator("#record").click();
            waitForText(page.locator("#status"), "Recognised: your recording\\.");
            Download kept = page.waitForDownload(() -> page.locator("#save").click());
            Prediction expected = here(ModelStore.DEFAULT, WavFile.read(kept.path()));
            assertThat(expected.word()).isEqualTo("yes");
            assertThat(visit.complaints()).isEmpty();
            holdsBothPlaces(page, expected);
        }
    }

    @Test
    void whatIsSaidIsDetectedWhileThePageListens() {
        try (Browser.Visit visit = served.visit()) {
            Page page = visit.page();
            page.locator("#listen").click();
            waitForText(page.locator("#detections li").first(), "yes\\s*\\d.* s, \\d+ %");
            recognizeDemo(page);
            page.locator("#run").dispatchEvent("click");
            waitForText(page.locator("#verdict"), "Stop listening first: .*");
            page.locator("#listen").click();
            waitForText(page.locator("#live-status"), "Stopped\\. \\d+ words\\.");
            waitForText(page.locator("#listen"), "Start listening");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void theOtherModelMayBeAsked() throws IOException {
        try (Browser.Visit visit = served.visit()) {
            Page page = visit.page();
            page.locator("#model").selectOption("tutorial-cnn");
            page.locator("#demo").selectOption(SAID);
            waitForText(page.locator("#server-took"), ".*tutorial-cnn version.*");
            holdsBothPlaces(page, here("tutorial-cnn", said()));
        }
    }
}
