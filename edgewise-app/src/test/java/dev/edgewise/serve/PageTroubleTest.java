package dev.edgewise.serve;

import static dev.edgewise.serve.ServedPage.SAID;
import static dev.edgewise.serve.ServedPage.recognizeDemo;
import static dev.edgewise.serve.ServedPage.that;
import static dev.edgewise.serve.ServedPage.waitForText;
import static dev.edgewise.serve.ServedPage.waitUntilReady;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.edgewise.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the page says when something can't be had.
@Timeout(300)
class PageTroubleTest {

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
    void whatCannotBeUsedIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.wav"), "these are notes");
        try (Browser.Visit visit = served.visit(800, false)) {
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
    void aFolderThatIsDroppedIsNamed() throws IOException {
        Path recordings = Files.createDirectory(folder.resolve("recordings"));
        try (Browser.Visit visit = served.visit(800, false)) {
            Page page = visit.page();
            Drag.over(page, recordings).drop();
            waitForText(
                    page.locator("#status"),
                    "recordings: it can't be read\\. Is it a folder, or gone, or not yours\\?");
            assertThat(visit.complaints()).isEmpty();
            recognizeDemo(page);
        }
    }

    @Test
    void textThatIsDroppedIsNoFile() {
        try (Browser.Visit visit = served.visit(800, false)) {
            Page page = visit.page();
            page.evaluate(
                    """
                    () => document.getElementById("clip").dispatchEvent(new DragEvent(
                        "drop", { dataTransfer: new DataTransfer(), bubbles: true }))
                    """);
            waitForText(page.locator("#status"), "What was dropped is no file\\.");
        }
    }

    @Test
    void withoutAMicrophoneThePageSaysSo() {
        try (Browser.Visit visit = served.visit(800, false)) {
            Page page = visit.page();
            page.evaluate(
                    "() => { navigator.mediaDevices.getUserMedia = () =>"
                            + " Promise.reject(new DOMException('', 'NotAllowedError')); }");
            page.locator("#record").click();
            waitForText(page.locator("#status"), "The microphone may not be used.*");
            page.locator("#listen").click();
            waitForText(page.locator("#live-status"), "The microphone may not be used.*");
        }
    }

    /// Lets the server want a token, as it does with `--token-file`.
    private static void wantToken(Page page, String token) {
        page.route(
                "**/v1/models",
                route -> {
                    String given = route.request().headerValue("authorization");
                    if (("Bearer " + token).equals(given)) {
                        route.resume();
                    } else {
                        route.fulfill(new Route.FulfillOptions().setStatus(401));
                    }
                });
        page.reload();
    }

    @Test
    void aServerThatWantsATokenIsGivenOne() {
        try (Browser.Visit visit = served.visit(800, false)) {
            Page page = visit.page();
            wantToken(page, "open sesame");
            page.locator("#token").fill("open sesame");
            page.keyboard().press("Enter");
            waitUntilReady(page);
        }
    }

    @Test
    void whoHasNoTokenMayLeaveTheQuestion() {
        try (Browser.Visit visit = served.visit(800, false)) {
            Page page = visit.page();
            wantToken(page, "open sesame");
            String none =
                    "This server wants a token, and was given none\\. Load the page anew to be"
                            + " asked again\\.";
            page.locator("#token").fill("open");
            page.keyboard().press("Escape");
            waitForText(page.locator("#notice"), none);
            page.reload();
            page.locator("#token-dialog button", new Page.LocatorOptions().setHasText("Cancel"))
                    .click();
            waitForText(page.locator("#notice"), none);
            that(page.locator("#token-dialog")).isHidden();
        }
    }
}
