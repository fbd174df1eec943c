package dev.edgewise.serve;

import static dev.edgewise.serve.ServedPage.compare;
import static dev.edgewise.serve.ServedPage.here;
import static dev.edgewise.serve.ServedPage.holdsBars;
import static dev.edgewise.serve.ServedPage.recognizeDemo;
import static dev.edgewise.serve.ServedPage.said;
import static dev.edgewise.serve.ServedPage.waitForText;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.edgewise.Browser;
import dev.edgewise.ServerProcess;
import dev.edgewise.model.ModelStore;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The page of a program that was built where there was no npm.
@Timeout(300)
class PageWithoutNpmTest {

    private static final Path RUNTIME = Path.of("dev", "edgewise", "page", "ort");

    @TempDir Path folder;

    /// The class path under test, but without what comes from npm.
    private String classPath() throws IOException {
        List<String> parts = new ArrayList<>();
        String all = System.getProperty("java.class.path");
        for (String part : all.split(File.pathSeparator, -1)) {
            boolean holdsIt = Files.isDirectory(Path.of(part).resolve(RUNTIME));
            parts.add(holdsIt ? withoutRuntime(Path.of(part)).toString() : part);
        }
        return String.join(File.pathSeparator, parts);
    }

    private Path withoutRuntime(Path classes) throws IOException {
        Path copy = Files.createDirectory(folder.resolve("classes"));
        Files.walkFileTree(
                classes,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path from, BasicFileAttributes attributes) throws IOException {
                        if (from.endsWith(RUNTIME)) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        Files.createDirectories(copy.resolve(classes.relativize(from)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path from, BasicFileAttributes attributes)
                            throws IOException {
                        Files.copy(from, copy.resolve(classes.relativize(from)));
                        return FileVisitResult.CONTINUE;
                    }
                });
        return copy;
    }

    @Test
    void itGoesByTheServerAloneAndSaysSo() throws IOException {
        List<String> line = ServerProcess.line();
        line.set(line.indexOf("-cp") + 1, classPath());
        try (Browser browser = Browser.start();
                ServerProcess server = new ServerProcess(folder, Map.of(), line);
                Browser.Visit visit = browser.visit(server.url() + "/", 1280, false)) {
            Page page = visit.page();
            page.setDefaultTimeout(60_000);
            waitForText(
                    page.locator("#notice"),
                    "This server was built without the browser's runtime \\(npm was not there\\)\\."
                            + " The page goes by the server alone\\.");
            recognizeDemo(page);
            holdsBars(page, "server", here(ModelStore.DEFAULT, said()));
            waitForText(page.locator("#browser-took"), "This server was built without .*");
            compare(page, 5);
            assertThat(page.locator("#boxes tr").count()).isEqualTo(2);
            assertThat(visit.requests()).noneMatch(url -> url.contains("/ort/"));
            assertThat(visit.complaints()).isEmpty();
            Path picture = Path.of("target", "page-without-npm.png");
            page.screenshot(new Page.ScreenshotOptions().setPath(picture).setFullPage(true));
        }
    }
}
