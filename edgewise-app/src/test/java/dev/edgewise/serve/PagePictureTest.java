package dev.edgewise.serve;

import static dev.edgewise.serve.ServedPage.compare;
import static dev.edgewise.serve.ServedPage.recognizeDemo;
import static dev.edgewise.serve.ServedPage.skipWithoutRuntime;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import dev.edgewise.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Takes the picture that the docs show: `target/page.webp`, of which `docs/page.webp` is a copy.
@Timeout(300)
class PagePictureTest {

    private static final int WIDTH = 1280;
    private static final Path PICTURE = Path.of("target", "page.webp");

    @TempDir Path folder;

    @Test
    void thePageAfterAComparisonIsAPictureThatFitsTheDocs() throws IOException {
        try (ServedPage served = ServedPage.start(folder);
                Browser.Visit visit = served.visit(WIDTH, false)) {
            Page page = visit.page();
            skipWithoutRuntime(page);
            recognizeDemo(page);
            // The first requests on a connection are slow; what is shown is what comes after.
            compare(page, 30);
            ServedPage.waitUntilReady(page);
            page.locator("#demo").selectOption("");
            recognizeDemo(page);
            compare(page, 30);
            ServedPage.waitUntilReady(page);
            page.evaluate("document.activeElement.blur()");
            Files.write(PICTURE, picture(page));
            assertThat(Files.size(PICTURE)).isBetween(20_000L, 200_000L);
        }
    }

    /// The page down to where nothing was done, in a format that Playwright itself can't write.
    private static byte[] picture(Page page) {
        JsonObject clip = new JsonObject();
        clip.addProperty("x", 0);
        clip.addProperty("y", 0);
        clip.addProperty("width", WIDTH);
        clip.addProperty("height", page.locator("#live").boundingBox().y);
        clip.addProperty("scale", 1);
        JsonObject wanted = new JsonObject();
        wanted.addProperty("format", "webp");
        wanted.addProperty("quality", 90);
        wanted.addProperty("captureBeyondViewport", true);
        wanted.add("clip", clip);
        JsonObject taken =
                page.context().newCDPSession(page).send("Page.captureScreenshot", wanted);
        return Base64.getDecoder().decode(taken.get("data").getAsString());
    }
}
