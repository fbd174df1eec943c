package dev.edgewise.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

    private static final ProxySelector NONE = ProxySelector.of(null);

    @TempDir private Path folder;

    @Test
    void whatIsFetchedGoesByTheProxy() throws IOException, InterruptedException {
        try (ArchiveServer proxy = new ArchiveServer(new byte[] {7}, folder.resolve("part"))) {
            URI url = URI.create("http://words.invalid/words.tar.gz");
            Map<String, String> environment =
                    Map.of("http_proxy", "http://127.0.0.1:" + proxy.url().getPort());
            try (HttpClient client =
                    HttpClient.newBuilder().proxy(Proxies.of(environment, NONE, url)).build()) {
                byte[] body =
                        client.send(
                                        HttpRequest.newBuilder(url).build(),
                                        HttpResponse.BodyHandlers.ofByteArray())
                                .body();
                assertThat(body).containsExactly(7);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http_proxy, http://p:3128, http://a.example/x, p:3128",
        "HTTP_PROXY, p:3128, http://a.example/x, p:3128",
        "http_proxy, http://p/, http://a.example/x, p:80",
        "all_proxy, http://p:1, https://a.example/x, p:1",
        "https_proxy, http://p:1, http://a.example/x, ",
    })
    void aVariableNamesTheProxyOfAScheme(String name, String value, String url, String proxy)
            throws DataSetException {
        Proxy chosen =
                Proxies.of(Map.of(name, value), NONE, URI.create(url))
                        .select(URI.create(url))
                        .getFirst();
        if (proxy == null) {
            assertThat(chosen).isEqualTo(Proxy.NO_PROXY);
        } else {
            assertThat(((InetSocketAddress) chosen.address()).getHostString())
                    .isEqualTo(proxy.substring(0, proxy.indexOf(':')));
            assertThat(((InetSocketAddress) chosen.address()).getPort())
                    .isEqualTo(Integer.parseInt(proxy.substring(proxy.indexOf(':') + 1)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.example, true",
        "b.a.example, true",
        "ba.example, false",
        "other, true",
        "elsewhere, false"
    })
    void hostsOfNoProxyAreAskedDirectly(String host, boolean direct) throws DataSetException {
        URI url = URI.create("http://" + host + "/x");
        Map<String, String> environment =
                Map.of("http_proxy", "p:3128", "no_proxy", ".a.example, other");
        assertThat(Proxies.of(environment, NONE, url).select(url).getFirst().equals(Proxy.NO_PROXY))
                .isEqualTo(direct);
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://p:1080", "http://me:secret@p:3128", "http://", "p p"})
    void whatIsNoProxyHereIsToldWithoutItsPassword(String value) {
        assertThatThrownBy(
                        () ->
                                Proxies.of(
                                        Map.of("http_proxy", value),
                                        NONE,
                                        URI.create("http://a.example/x")))
                .isInstanceOf(DataSetException.class)
                .hasMessageStartingWith("http_proxy: '")
                .hasMessageNotContaining("secret");
    }
}
