package dev.edgewise;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// Holds pages in a real browser against axe's rules of accessibility
/// (<https://github.com/dequelabs/axe-core>), which `npm ci` fetches into `web/`.
public final class Accessibility {

    /// One violation a line: the rule, what it says, and where.
    private static final String RUN =
            """
            async () => {
              document.querySelectorAll("details").forEach((details) => { details.open = true; });
              const { violations } = await axe.run(document, { resultTypes: ["violations"] });
              return violations.flatMap((rule) => rule.nodes.map((node) =>
                `${rule.id}: ${rule.help}: ${node.target} ${node.html.slice(0, 120)}`));
            }""";

    private Accessibility() {}

    /// Fails where a page in a file breaks a rule, wide in the light theme or narrow in the dark
    /// one; skips the calling test, and says why, where there is no browser or no axe.
    public static void check(Path file) throws IOException {
        String axe = axe();
        try (Browser browser = Browser.start();
                Browser.Visit light = browser.visit(file, 1200, false);
                Browser.Visit dark = browser.visit(file, 390, true)) {
            assertThat(violations(light.page(), axe)).as("%s, light", file).isEmpty();
            assertThat(violations(dark.page(), axe)).as("%s, dark", file).isEmpty();
        }
    }

    /// Fails where a page breaks a rule as it stands; skips the calling test, and says why, where
    /// there is no axe.
    public static void check(Page page) throws IOException {
        assertThat(violations(page, axe())).as(page.url()).isEmpty();
    }

    private static List<?> violations(Page page, String axe) {
        page.evaluate(axe);
        return (List<?>) page.evaluate(RUN);
    }

    private static String axe() throws IOException {
        Path file = SharedData.projectRoot().resolve("web/node_modules/axe-core/axe.min.js");
        if (!Files.exists(file)) {
            String reason = "skipped: no axe-core in web/node_modules (npm ci fetches it)";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        return Files.readString(file);
    }
}
