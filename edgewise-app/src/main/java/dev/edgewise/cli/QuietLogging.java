package dev.edgewise.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/// Keeps the libraries' logs off standard error, which holds only our words. The JDK's logging
/// makes one of these when something first logs; a configuration given with the JDK's own
/// `-Djava.util.logging.config.file` is used instead.
public final class QuietLogging {

    private static final String CLASS = "java.util.logging.config.class";
    private static final String FILE = "java.util.logging.config.file";

    /// Made by the JDK's logging, by name.
    public QuietLogging() throws IOException {
        byte[] nothing = "handlers=\n.level=OFF\n".getBytes(StandardCharsets.ISO_8859_1);
        LogManager.getLogManager().readConfiguration(new ByteArrayInputStream(nothing));
    }

    /// Lets logging begin this way, without loading it.
    static void arrange() {
        if (System.getProperty(CLASS) == null && System.getProperty(FILE) == null) {
            System.setProperty(CLASS, QuietLogging.class.getName());
        }
    }
}
