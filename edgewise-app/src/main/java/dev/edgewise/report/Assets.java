package dev.edgewise.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The files that a page is made of, read from the class path, with line ends as HTML has them.
final class Assets {

    private static final String WEBJAR = "/META-INF/maven/org.webjars/echarts/pom.properties";

    /// What others stand on first.
    private static final List<String> SCRIPTS =
            List.of(
                    "charts.js",
                    "boxes.js",
                    "letters.js",
                    "ecdf.js",
                    "series.js",
                    "waterfall.js",
                    "bars.js",
                    "curves.js",
                    "draw.js");

    private Assets() {}

    /// A file that lies beside this class.
    static String text(String name) {
        return read("/dev/edgewise/report/" + name);
    }

    /// What draws the charts, with the library's help.
    static String charts() {
        return SCRIPTS.stream().map(Assets::text).collect(Collectors.joining());
    }

    /// The charts' library, whole: the smaller builds have no box plots.
    static String echarts() {
        Properties webjar = new Properties();
        try {
            webjar.load(new StringReader(read(WEBJAR)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = webjar.getProperty("version");
        return read("/META-INF/resources/webjars/echarts/" + version + "/echarts.min.js");
    }

    private static String read(String path) {
        try (@Nullable InputStream in = Assets.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: no " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
