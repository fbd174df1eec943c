package dev.edgewise.serve.page;

import dev.edgewise.audio.DemoClips;
import dev.edgewise.openapi.Operation;
import dev.edgewise.openapi.Schema;
import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.Caching;
import dev.edgewise.serve.http.Exchange;
import dev.edgewise.serve.http.HttpFailure;
import dev.edgewise.serve.http.Json;
import dev.edgewise.serve.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// `/` and `/web`: the page, and what it is made of. Nothing here is secret.
public final class PageRoutes {

    private static final String FOLDER = "/dev/edgewise/page/";
    private static final String RUNTIME = "ort/ort-wasm-simd-threaded.wasm";
    private static final String ECHARTS = "echarts.js";
    private static final String WEBJAR = "/META-INF/maven/org.webjars/echarts/pom.properties";

    /// Scripts, styles and connections of its own only; WebAssembly may be compiled.
    private static final String POLICY =
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';"
                    + " img-src 'self' data:; connect-src 'self'; worker-src 'self';"
                    + " media-src 'self' blob:; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private final String version;
    private final Map<String, Optional<PageFile>> files = new ConcurrentHashMap<>();

    /// The page's resources.
    ///
    /// @param version the program's
    public PageRoutes(String version) {
        this.version = version;
    }

    public void addTo(Routes routes) {
        routes.add("GET", "/", page(), exchange -> file(exchange, "index.html"))
                .add("GET", "/web/about", aboutOperation(), this::about)
                .add("GET", "/web/clips/{path...}", clipOperation(), PageRoutes::clip)
                .add(
                        "GET",
                        "/web/{path...}",
                        fileOperation(),
                        exchange -> file(exchange, exchange.parameter("path")));
    }

    private static Operation page() {
        return Operation.of("page", "The page to speak to")
                .gives(200, "The page", "text/html", Schema.string())
                .gives(304, "The client has it already, as its If-None-Match says");
    }

    private static Operation aboutOperation() {
        return Operation.of("aboutPage", "Says what the page can do")
                .gives(
                        200,
                        "Whether the runtime for browsers is there, and the demo clips",
                        Answer.JSON,
                        Schema.object()
                                .needs("version", Schema.string())
                                .needs("runtime", Schema.bool())
                                .needs("clips", Schema.arrayOf(Schema.string())));
    }

    private static Operation clipOperation() {
        return Operation.of("demoClip", "Gives a demo clip")
                .path("path", "the clip's path", path("yes/en-us-f.wav"))
                .gives(200, "The clip", Answer.WAV, Schema.any())
                .fails(404, "No such clip");
    }

    private static Operation fileOperation() {
        Operation operation =
                Operation.of("pageFile", "Gives a file that the page is made of")
                        .path("path", "the file's path", path("page.css"));
        for (String type :
                List.of(
                        "text/css",
                        "text/javascript",
                        "text/html",
                        "text/plain",
                        "image/svg+xml",
                        "application/wasm")) {
            operation = operation.gives(200, "The file", type, Schema.any());
        }
        return operation
                .gives(304, "The client has it already, as its If-None-Match says")
                .fails(404, "No such file");
    }

    private static Schema path(String example) {
        return Schema.string().with("minLength", 1).with("examples", List.of(example));
    }

    private Answer about(Exchange exchange) throws IOException {
        boolean runtime = find(RUNTIME).isPresent();
        return Answer.json(
                        Json.object(
                                json -> {
                                    json.writeStringProperty("version", version);
                                    json.writeBooleanProperty("runtime", runtime);
                                    json.writeArrayPropertyStart("clips");
                                    DemoClips.paths().forEach(json::writeString);
                                    json.writeEndArray();
                                }))
                .with(Map.of("Cache-Control", "no-cache"));
    }

    private static Answer clip(Exchange exchange) throws IOException {
        String path = exchange.parameter("path");
        if (!DemoClips.paths().contains(path)) {
            throw new HttpFailure(404, "no such demo clip");
        }
        return Answer.of(200, Answer.WAV, DemoClips.bytes(path));
    }

    private Answer file(Exchange exchange, String path) throws IOException {
        PageFile file = find(path).orElseThrow(() -> new HttpFailure(404, "no such file"));
        return Caching.answer(
                        exchange,
                        file.tag(),
                        file.type(),
                        () -> file.answer(exchange.header("Accept-Encoding")))
                .with(
                        Map.of(
                                "Vary", "Accept-Encoding",
                                "Content-Security-Policy", POLICY,
                                "Referrer-Policy", "no-referrer"));
    }

    /// Only files that are there are kept: else anybody could fill the memory with names.
    private Optional<PageFile> find(String path) throws IOException {
        Optional<PageFile> known = files.getOrDefault(path, Optional.empty());
        if (known.isPresent() || path.contains("..") || path.startsWith("/")) {
            return known;
        }
        Optional<PageFile> found = PageFile.read(path.equals(ECHARTS) ? echarts() : FOLDER + path);
        if (found.isPresent()) {
            // The first to find it wins: its other form is made but once.
            return Objects.requireNonNullElse(files.putIfAbsent(path, found), found);
        }
        return found;
    }

    /// Where the charts' library lies on the class path.
    private static String echarts() throws IOException {
        try (@Nullable InputStream in = PageRoutes.class.getResourceAsStream(WEBJAR)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: no " + WEBJAR);
            }
            Properties webjar = new Properties();
            webjar.load(new StringReader(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            return "/META-INF/resources/webjars/echarts/"
                    + webjar.getProperty("version")
                    + "/echarts.min.js";
        }
    }
}
