package dev.edgewise;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// The recordings and golden values that lie beside a checkout, in `../shared`, where there are
/// any. They aren't part of the project: a test that needs one is skipped, and says why, where
/// it isn't.
public final class SharedData {

    private SharedData() {}

    /// The folder with the project's parent pom.
    public static Path projectRoot() {
        return Path.of(System.getProperty("edgewise.root", "..")).toAbsolutePath().normalize();
    }

    /// The file or folder `name` in `../shared`; skips the calling test where it is missing.
    public static Path require(String name) {
        Path path = projectRoot().resolveSibling("shared").resolve(name);
        if (!Files.exists(path)) {
            String reason = "skipped: ../shared/" + name + " is not beside this checkout";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        return path;
    }
}
