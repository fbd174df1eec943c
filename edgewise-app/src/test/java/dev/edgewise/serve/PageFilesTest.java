package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.engine.OnnxServedModel;
import dev.edgewise.engine.TestCatalog;
import dev.edgewise.model.ModelStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the page is made of, over a socket.
class PageFilesTest {

    private static RecognitionServer server;

    @BeforeAll
    static void start() throws IOException {
        String name = ModelStore.DEFAULT;
        server =
                TestServers.start(
                        TestServers.settings(1 << 20, 64, 64, 2),
                        TestCatalog.of(
                                List.of(OnnxServedModel.load(name, ModelStore.bytes(name), 1))),
                        Optional.empty(),
                        "1.2",
                        complaint -> {});
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Wire.Answer get(Wire wire, String path, String headers) throws IOException {
        wire.send("GET " + path + " HTTP/1.1", headers);
        return wire.answer(false);
    }

    @Test
    void filesOfThePageAreKeptByBrowsersAndRunNothingForeign() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            Wire.Answer page = wire.ask("GET", "/");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
            assertThat(page.header("content-security-policy"))
                    .contains("default-src 'none'")
                    .contains("script-src 'self' 'wasm-unsafe-eval'")
                    .doesNotContain("unsafe-inline");
            assertThat(page.header("cache-control")).isEqualTo("no-cache");
            assertThat(page.header("vary")).isEqualTo("Accept-Encoding");
            String tag = page.header("etag");
            Wire.Answer again = get(wire, "/", "If-None-Match: " + tag + "\r\n");
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.header("etag")).isEqualTo(tag);
            assertThat(again.header("vary")).isEqualTo("Accept-Encoding");
            assertThat(wire.ask("GET", "/web/no.css").status()).isEqualTo(404);
            assertThat(wire.ask("GET", "/web/%2e%2e/report/page.css").status()).isEqualTo(404);
            assertThat(wire.ask("GET", "/web/clips/no/one.wav").status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"page.css", "echarts.js"})
    void aFileIsPackedForWhoReadsThatAndTheSameForWhoDoesNot(String name) throws IOException {
        String path = "/web/" + name;
        try (Wire wire = new Wire(server.port())) {
            Wire.Answer packed = get(wire, path, "Accept-Encoding: br, gzip;q=0.8\r\n");
            assertThat(packed.header("content-encoding")).isEqualTo("gzip");
            Wire.Answer plain = get(wire, path, "Accept-Encoding: gzip;q=0, *\r\n");
            assertThat(plain.headers()).doesNotContainKey("content-encoding");
            assertThat(plain.header("content-type").toLowerCase(Locale.ROOT))
                    .endsWith("; charset=utf-8")
                    .isEqualTo(packed.header("content-type").toLowerCase(Locale.ROOT));
            assertThat(plain.header("etag")).isEqualTo(packed.header("etag"));
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.bytes()))) {
                assertThat(in.readAllBytes()).isEqualTo(plain.bytes());
            }
        }
    }

    @Test
    void aModelsFileIsTheOneThatTheServerRuns() throws IOException {
        String hash = ModelStore.sha256(ModelStore.DEFAULT);
        try (Wire wire = new Wire(server.port())) {
            assertThat(wire.ask("GET", "/v1/models").body())
                    .startsWith("{\"first\":\"bc-resnet\",\"models\":[{\"name\":\"bc-resnet\"")
                    .contains("\"rate\":16000,\"samples\":16000,\"input\":\"")
                    .contains("\"sha256\":\"" + hash + "\"");
            assertThat(wire.ask("GET", "/v1/models/bc-resnet").body())
                    .startsWith("{\"name\":\"bc-resnet\"");
            Wire.Answer head = wire.ask("HEAD", "/v1/models/bc-resnet/file");
            assertThat(head.header("etag")).isEqualTo('"' + hash + '"');
            assertThat(head.header("content-length"))
                    .isEqualTo(Integer.toString(ModelStore.bytes("bc-resnet").length));
            String known = "If-None-Match: \"" + hash + "\"\r\n";
            assertThat(get(wire, "/v1/models/bc-resnet/file", known).status()).isEqualTo(304);
            assertThat(wire.ask("GET", "/v1/models/none").status()).isEqualTo(404);
            assertThat(wire.ask("GET", "/v1/models/none/file").status()).isEqualTo(404);
        }
    }
}
