package dev.edgewise.serve;

import static dev.edgewise.serve.ServedPage.SAID;
import static dev.edgewise.serve.ServedPage.compare;
import static dev.edgewise.serve.ServedPage.here;
import static dev.edgewise.serve.ServedPage.holdsBars;
import static dev.edgewise.serve.ServedPage.recognizeDemo;
import static dev.edgewise.serve.ServedPage.said;
import static dev.edgewise.serve.ServedPage.skipWithoutRuntime;
import static dev.edgewise.serve.ServedPage.waitForText;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.edgewise.Browser;
import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Lease;
import dev.edgewise.engine.LoadSettings;
import dev.edgewise.engine.ModelFolder;
import dev.edgewise.engine.NotServed;
import dev.edgewise.engine.Usage;
import dev.edgewise.model.ModelFile;
import dev.edgewise.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The page while the server's models change.
@Timeout(300)
class PageOfManyVersionsTest {

    private static final String SMALL = "tutorial-cnn";
    private static final String LARGE = "bc-resnet";

    @TempDir Path folder;
    private Catalog catalog = new Catalog(LoadSettings.of(1, 0), new Usage(InstantSource.system()));
    private ModelFolder models;
    private ServedPage served;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectory(folder.resolve("models"));
        write("1", SMALL);
        models =
                ModelFolder.open(
                        folder.resolve("models"), catalog, 1, Duration.ofMillis(50), line -> {});
        served = ServedPage.start(folder, catalog);
    }

    @AfterEach
    void stop() {
        if (served != null) {
            served.close();
        }
        models.close();
        catalog.close();
    }

    /// Makes a shipped model the one called `words`, in this version.
    private void write(String version, String shipped) throws IOException {
        Path file = folder.resolve("models/words").resolve(version).resolve("model.onnx");
        Files.createDirectories(file.getParent());
        Path whole = Files.write(folder.resolve("whole.onnx"), ModelStore.bytes(shipped));
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private void change(String version, String shipped) throws IOException {
        write(version, shipped);
        String hash = ModelStore.sha256(shipped);
        while (!served().equals(version + " " + hash)) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private String served() {
        try (Lease lease = catalog.lease("words")) {
            String hash = lease.model().file().map(ModelFile::sha256).orElseThrow();
            return lease.model().version() + " " + hash;
        } catch (NotServed e) {
            return "";
        }
    }

    private static void holdsBothPlaces(Page page, String shipped, String version)
            throws IOException {
        holdsBars(page, "server", here(shipped, said()));
        waitForText(page.locator("#server-took"), ".* words version " + version);
        holdsBars(page, "browser", here(shipped, said()));
        assertThat(page.locator("#model option").allTextContents())
                .containsExactly("words (version " + version + ")");
    }

    @Test
    void aNewVersionIsTakenInBothPlaces() throws IOException {
        try (Browser.Visit visit = served.visit()) {
            Page page = visit.page();
            skipWithoutRuntime(page);
            recognizeDemo(page);
            holdsBothPlaces(page, SMALL, "1");
            change("2", LARGE);
            page.locator("#demo").selectOption("");
            recognizeDemo(page);
            holdsBothPlaces(page, LARGE, "2");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void beforeAComparisonAChangedFileIsTakenThoughItsVersionIsTheSame() throws IOException {
        try (Browser.Visit visit = served.visit()) {
            Page page = visit.page();
            skipWithoutRuntime(page);
            recognizeDemo(page);
            holdsBothPlaces(page, SMALL, "1");
            change("1", LARGE);
            compare(page, 5);
            holdsBothPlaces(page, LARGE, "1");
            assertThat(page.locator("#boxes tr").count()).isEqualTo(3);
        }
    }

    @Test
    void aFileThatIsNotTheOneThatWasAnnouncedIsNotTaken() throws IOException {
        try (Browser.Visit visit = served.visit()) {
            Page page = visit.page();
            skipWithoutRuntime(page);
            Map<String, String> other = Map.of("ETag", '"' + "0".repeat(64) + '"');
            page.route(
                    "**/v1/models/words/file",
                    route ->
                            route.fulfill(
                                    new Route.FulfillOptions()
                                            .setHeaders(other)
                                            .setBodyBytes(new byte[1])));
            page.locator("#demo").selectOption(SAID);
            waitForText(page.locator("#status"), "The server changes the model again and again\\.");
            page.unroute("**/v1/models/words/file");
            ServedPage.waitUntilReady(page);
            page.locator("#demo").selectOption("");
            recognizeDemo(page);
            holdsBothPlaces(page, SMALL, "1");
        }
    }
}
