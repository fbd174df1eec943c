package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.edgewise.Browser;
import dev.edgewise.engine.TestCatalog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How the page listens on, over a socket and a microphone that do what the test says. With real
/// ones it does so in [PageTest].
@Timeout(300)
class LivePageTest {

    private static final double PATIENCE_MILLIS = 60_000;

    private static final String FAKES =
            """
            () => {
              window.closes = 0;
              window.sent = [];
              window.WebSocket = class {
                static CONNECTING = 0;
                static OPEN = 1;
                readyState = 0;
                bufferedAmount = 0;
                constructor() { window.socket = this; }
                send(data) { window.sent.push(typeof data === "string" ? data : data.byteLength); }
                close() { window.closes++; }
              };
              navigator.mediaDevices.getUserMedia = async () => ({ getTracks: () => [] });
              window.AudioContext = class {
                sampleRate = 48000;
                audioWorklet = { addModule: async () => {} };
                createMediaStreamSource() { return { connect() {} }; }
                async resume() {}
                async close() {}
              };
              window.AudioWorkletNode = class {
                port = {};
                constructor() {
                  window.hear = (samples) => this.port.onmessage({ data: new Float32Array(samples) });
                }
              };
            }
            """;

    private static Browser browser;
    private static RecognitionServer server;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        server =
                TestServers.start(
                        TestServers.settings(1 << 20, 64, 64, 1),
                        TestCatalog.of(List.of(new FakeModel())),
                        Optional.empty(),
                        "1.2",
                        e -> {});
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

    /// A page that listens, and whose socket isn't open yet.
    private static Browser.Visit listening() {
        Browser.Visit visit = browser.visit(server.url() + "/", 800, false);
        Page page = visit.page();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.evaluate(FAKES);
        page.locator("#listen").click();
        page.waitForFunction("() => window.socket !== undefined");
        hasText(page.locator("#listen"), "Stop listening");
        return visit;
    }

    private static void hasText(Locator locator, String pattern) {
        PlaywrightAssertions.assertThat(locator)
                .hasText(
                        Pattern.compile(pattern),
                        new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    private static void open(Page page) {
        page.evaluate("() => { socket.readyState = 1; socket.onopen?.(); }");
    }

    @Test
    void whatIsHeardBeforeTheSocketOpensGoesInMessagesThatTheServerTakes() {
        try (Browser.Visit visit = listening()) {
            Page page = visit.page();
            page.evaluate("() => { for (let i = 0; i < 50; i++) hear(4800); }");
            assertThat(page.evaluate("sent")).isEqualTo(List.of());
            open(page);
            assertThat(page.evaluate("sent")).isEqualTo(List.of(131072, 131072, 131072, 86784));
        }
    }

    @Test
    void whoStopsBeforeTheSocketOpensIsDone() {
        try (Browser.Visit visit = listening()) {
            Page page = visit.page();
            page.locator("#listen").click();
            hasText(page.locator("#live-status"), "Stopped\\. 0 words\\.");
            hasText(page.locator("#listen"), "Start listening");
            assertThat(page.evaluate("closes")).isEqualTo(1);
            assertThat(page.evaluate("sent")).isEqualTo(List.of());
        }
    }

    @Test
    void theLastPartOfABlockIsSentBeforeTheEnd() {
        try (Browser.Visit visit = listening()) {
            Page page = visit.page();
            open(page);
            page.evaluate("() => hear(100)");
            page.locator("#listen").click();
            page.waitForFunction("() => sent.length === 2");
            assertThat(page.evaluate("sent")).isEqualTo(List.of(200, "{\"end\":true}"));
            page.evaluate("() => socket.onclose({ code: 1000, reason: '' })");
            hasText(page.locator("#live-status"), "Stopped\\. 0 words\\.");
        }
    }

    @Test
    void aServerThatCannotKeepUpIsGivenUp() {
        try (Browser.Visit visit = listening()) {
            Page page = visit.page();
            open(page);
            page.evaluate("() => { socket.bufferedAmount = 1e6; hear(4800); }");
            hasText(
                    page.locator("#live-status"),
                    "The server can't keep up: 10 seconds of sound wait to be sent\\.");
            hasText(page.locator("#listen"), "Start listening");
            assertThat(page.evaluate("closes")).isEqualTo(1);
        }
    }
}
