package dev.edgewise.serve;

import static dev.edgewise.serve.ServedPage.compare;
import static dev.edgewise.serve.ServedPage.recognizeDemo;
import static dev.edgewise.serve.ServedPage.text;
import static dev.edgewise.serve.ServedPage.waitForText;
import static dev.edgewise.serve.ServedPage.waitUntilReady;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.edgewise.Accessibility;
import dev.edgewise.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The page by keyboard, by screen reader, in each theme and width (WCAG 2.2).
@Timeout(300)
class PageForEverybodyTest {

    /// Roles that need a name.
    private static final Set<String> NAMED =
            Set.of(
                    "button",
                    "checkbox",
                    "combobox",
                    "dialog",
                    "image",
                    "img",
                    "link",
                    "listbox",
                    "radio",
                    "region",
                    "slider",
                    "spinbutton",
                    "textbox");

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

    private static String focus(Page page) {
        return text(page, "document.activeElement.id");
    }

    @Test
    void theKeyboardIsEnough() {
        try (Browser.Visit visit = served.visit()) {
            Page page = visit.page();
            List<String> reached = new ArrayList<>();
            for (int i = 0; i < 14; i++) {
                page.keyboard().press("Tab");
                reached.add(focus(page));
            }
            assertThat(reached)
                    .contains("model", "record", "file", "demo", "repetitions", "listen");
            page.locator("#record").focus();
            page.keyboard().press("Enter");
            waitForText(page.locator("#record-text"), "Say a word …");
            assertThat(page.locator("#record").getAttribute("aria-disabled")).isEqualTo("true");
            page.keyboard().press("Enter");
            waitForText(page.locator("#status"), "Recognised: your recording\\.");
            waitUntilReady(page);
            assertThat(focus(page)).isEqualTo("record");
            page.locator("#repetitions").fill("5");
            page.keyboard().press("Tab");
            assertThat(focus(page)).isEqualTo("run");
            page.keyboard().press("Enter");
            waitForText(page.locator("#verdict"), ".*edian.*");
            waitUntilReady(page);
            assertThat(focus(page)).isEqualTo("run");
            page.locator("#listen").focus();
            page.keyboard().press("Enter");
            waitForText(page.locator("#listen"), "Stop listening");
            assertThat(focus(page)).isEqualTo("listen");
            waitForText(page.locator("#live-status"), "Listening with .*");
            page.keyboard().press("Enter");
            waitForText(page.locator("#listen"), "Start listening");
            assertThat(focus(page)).isEqualTo("listen");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "model"})
    void aChoiceIsPassedThroughByArrowKeys(String select) {
        try (Browser.Visit visit = served.visit()) {
            Page page = visit.page();
            recognizeDemo(page);
            page.locator("#" + select).focus();
            page.keyboard().press("Home");
            int last = ((Number) page.evaluate("document.activeElement.length")).intValue() - 1;
            for (int i = 0; i < last; i++) {
                page.keyboard().press("ArrowDown");
            }
            assertThat(focus(page)).isEqualTo(select);
            String chosen = page.locator("#" + select).inputValue();
            assertThat(text(page, "document.activeElement.selectedIndex")).isEqualTo("" + last);
            if (select.equals("demo")) {
                waitForText(page.locator("#status"), "Recognised: " + chosen + "\\.");
            } else {
                waitForText(page.locator("#server-took"), ".* " + chosen + " version .*");
            }
            waitUntilReady(page);
            assertThat(focus(page)).isEqualTo(select);
        }
    }

    /// The controls, pictures and regions for which a screen reader has no name.
    private static List<String> unnamed(Page page) {
        List<String> unnamed = new ArrayList<>();
        JsonObject tree = page.context().newCDPSession(page).send("Accessibility.getFullAXTree");
        int seen = 0;
        for (JsonElement element : tree.getAsJsonArray("nodes")) {
            JsonObject node = element.getAsJsonObject();
            String role = value(node, "role");
            if (!node.get("ignored").getAsBoolean() && NAMED.contains(role)) {
                seen++;
                if (value(node, "name").isBlank()) {
                    unnamed.add(role);
                }
            }
        }
        assertThat(seen).isPositive();
        return unnamed;
    }

    private static String value(JsonObject node, String property) {
        return node.has(property) && node.getAsJsonObject(property).has("value")
                ? node.getAsJsonObject(property).get("value").getAsString()
                : "";
    }

    @Test
    void everyControlHasANameForScreenReaders() {
        try (Browser.Visit visit = served.visit()) {
            Page page = visit.page();
            recognizeDemo(page);
            assertThat(unnamed(page)).isEmpty();
            page.evaluate("document.getElementById('token-dialog').showModal()");
            assertThat(unnamed(page)).isEmpty();
            page.evaluate(
                    """
                    document.getElementById("token-form").innerHTML +=
                        "<select><option>an option is no name</option></select>"
                    """);
            assertThat(unnamed(page)).containsExactly("combobox");
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "390, true"})
    void itBreaksNoRuleOfAccessibility(int width, boolean dark) throws IOException {
        try (Browser.Visit visit = served.visit(width, dark)) {
            Page page = visit.page();
            Accessibility.check(page);
            recognizeDemo(page);
            compare(page, 5);
            Accessibility.check(page);
            page.evaluate("document.getElementById('token-dialog').showModal()");
            Accessibility.check(page);
        }
    }

    /// The borders of controls, and all text, that are too faint beside what is around them: 3:1
    /// for borders (WCAG 1.4.11), 4.5:1 for text (1.4.3).
    private static final String FAINT =
            """
            () => {
              const light = (colour) => colour.match(/[\\d.]+/g).slice(0, 3)
                  .map((part) => part / 255)
                  .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
                  .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
              const contrast = (a, b) => {
                const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
                return (high + 0.05) / (low + 0.05);
              };
              const behind = (element) => {
                const colour = getComputedStyle(element).backgroundColor;
                return colour === "rgba(0, 0, 0, 0)" ? behind(element.parentElement) : colour;
              };
              const faint = [];
              for (const element of document.querySelectorAll("button, .button, select, input")) {
                const { borderTopColor } = getComputedStyle(element);
                if (element.type !== "file"
                    && contrast(borderTopColor, behind(element.parentElement)) < 3) {
                  faint.push(`border ${element.id}`);
                }
              }
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) {
                const element = texts.currentNode.parentElement;
                if (texts.currentNode.data.trim() !== "" && element.checkVisibility()
                    && contrast(getComputedStyle(element).color, behind(element)) < 4.5) {
                  faint.push(`text ${texts.currentNode.data}`);
                }
              }
              return faint;
            }
            """;

    @ParameterizedTest
    @CsvSource({"1280, false", "1280, true", "360, true", "320, false"})
    void nothingScrollsSidewaysAndNothingIsTooFaint(int width, boolean dark) {
        try (Browser.Visit visit = served.visit(width, dark)) {
            Page page = visit.page();
            recognizeDemo(page);
            compare(page, 5);
            page.locator("summary").last().click();
            Path picture = Path.of("target", "page-%d-%s.png".formatted(width, dark));
            page.screenshot(new Page.ScreenshotOptions().setPath(picture).setFullPage(true));
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
            assertThat(page.evaluate(FAINT)).isEqualTo(List.of());
            page.evaluate("document.getElementById('token-dialog').showModal()");
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setPath(Path.of("target", "token-%d-%s.png".formatted(width, dark))));
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
            assertThat(page.evaluate(FAINT)).isEqualTo(List.of());
        }
    }

    @Test
    void whatIsDrawnFollowsTheTheme() {
        String drawn =
                "[...document.querySelectorAll('#wave, #spectrogram, #chart canvas')]"
                        + ".map((canvas) => canvas.toDataURL().slice(0, 4000)).join()";
        try (Browser.Visit visit = served.visit()) {
            Page page = visit.page();
            recognizeDemo(page);
            compare(page, 5);
            String light = text(page, drawn);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            page.waitForFunction("(light) => " + drawn + " !== light", light);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            page.waitForFunction("(light) => " + drawn + " === light", light);
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void nothingMovesForWhoWantsThatLess() {
        String moving =
                "[...document.querySelectorAll('*')].filter((element) =>"
                        + " [getComputedStyle(element).transitionDuration,"
                        + " getComputedStyle(element).animationDuration]"
                        + ".some((time) => parseFloat(time) > 0)).length";
        try (Browser.Visit visit = served.visit()) {
            Page page = visit.page();
            recognizeDemo(page);
            assertThat(page.evaluate(moving)).isNotEqualTo(0);
            page.emulateMedia(
                    new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            assertThat(page.evaluate(moving)).isEqualTo(0);
        }
    }
}
