package dev.edgewise;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A real browser without a window, for pages in files and on servers: the Chromium of the machine,
/// where there is one.
public final class Browser implements AutoCloseable {

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    /// A page that is open, and what came up since: errors and warnings on the console, and what
    /// was asked for besides the file itself.
    public record Visit(Page page, List<String> complaints, List<String> requests)
            implements AutoCloseable {
        @Override
        public void close() {
            page.context().close();
        }
    }

    private Browser(Path executable, List<String> more) {
        List<String> flags = new ArrayList<>(List.of("--disable-gpu", "--disable-quic"));
        flags.addAll(more);
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(executable)
                                        .setArgs(flags));
    }

    /// Starts the machine's Chromium; skips the calling test, and says why, where there is none.
    public static Browser start() {
        return start(List.of());
    }

    /// The same, with a microphone that hears the WAV file `said` over and over.
    public static Browser hearing(Path said) {
        return start(
                List.of(
                        "--use-fake-ui-for-media-stream",
                        "--use-fake-device-for-media-stream",
                        "--use-file-for-fake-audio-capture=" + said));
    }

    private static Browser start(List<String> flags) {
        Optional<Path> executable =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                        .filter(folder -> !folder.isEmpty())
                        .flatMap(
                                folder ->
                                        Stream.of("chromium", "chromium-browser", "google-chrome")
                                                .map(name -> Path.of(folder, name)))
                        .filter(Files::isExecutable)
                        .findFirst();
        if (executable.isEmpty()) {
            String reason = "skipped: no Chromium on the PATH (Debian's package is chromium)";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        return new Browser(executable.orElseThrow(), flags);
    }

    /// Opens an HTML file, `width` CSS pixels wide, in the light or the dark theme.
    public Visit visit(Path file, int width, boolean dark) {
        return visit(file.toUri().toString(), width, dark);
    }

    /// Opens what is at `url`, `width` CSS pixels wide, in the light or the dark theme.
    public Visit visit(String url, int width, boolean dark) {
        BrowserContext context =
                chromium.newContext(
                        new com.microsoft.playwright.Browser.NewContextOptions()
                                .setViewportSize(width, 900)
                                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
        Page page = context.newPage();
        List<String> complaints = new ArrayList<>();
        List<String> requests = new ArrayList<>();
        page.onConsoleMessage(
                message -> {
                    if (message.type().equals("error") || message.type().equals("warning")) {
                        complaints.add(message.text());
                    }
                });
        page.onPageError(complaints::add);
        page.onRequest(
                request -> {
                    if (!request.url().equals(url)) {
                        requests.add(request.url());
                    }
                });
        page.navigate(url);
        return new Visit(page, complaints, requests);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
