package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.engine.LoadSettings;
import dev.edgewise.engine.TestCatalog;
import dev.edgewise.model.ModelCard;
import dev.edgewise.serve.guard.GuardSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may open a stream, and what those hear who may, but ask for what can't be had.
@Timeout(60)
class StreamAccessTest {

    private static final String KEY = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
    private static final String UPGRADE =
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n";

    /// A tenth of a second.
    private static final ModelCard CARD =
            new ModelCard("fake", "7", List.of("yes", "no"), 16_000, 1600, "", "", "", "");

    @TempDir Path temp;
    private RecognitionServer server;

    @BeforeEach
    void start() throws IOException {
        GuardSettings usual = GuardSettings.USUAL;
        GuardSettings guard =
                new GuardSettings(
                        Optional.of(Files.writeString(temp.resolve("tokens"), "one-token\n")),
                        Optional.empty(),
                        usual.patience(),
                        usual.head(),
                        usual.bodies(),
                        usual.grace());
        server =
                TestServers.start(
                        new ServerSettings(
                                "127.0.0.1", 0, 100_000, 64, LoadSettings.of(1, 1), guard),
                        TestCatalog.of(List.of(new FakeModel(CARD))),
                        Optional.empty(),
                        "1.2",
                        e -> {});
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Wire.Answer ask(String query, String headers) throws IOException {
        try (Wire wire = new Wire(server.port())) {
            wire.send("GET /v1/stream?" + query + " HTTP/1.1", headers);
            return wire.answer(false);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "access_token=one-token&hop=x,             400",
        "access_token=one-token&model=other,       404",
        "access_token=one-token,                   101",
        "access_token=two,                         401",
        "hop=x,                                    401",
    })
    void aTokenInTheQueryCountsForWhateverIsAskedOfAStream(String query, int status)
            throws IOException {
        assertThat(ask(query, UPGRADE + KEY).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 426",
        "'Upgrade: websocket\r\nConnection: Upgrade\r\n', 426",
        "'" + UPGRADE + "', 400",
        "'" + UPGRADE + KEY + "Origin: http://evil.example\r\n', 403",
        "'Authorization: Bearer two\r\n', 426",
    })
    void whoHasATokenIsToldWhatIsWrongWithTheHandshake(String headers, int status)
            throws IOException {
        assertThat(ask("access_token=one-token", headers).status()).isEqualTo(status);
        assertThat(ask("access_token=two", headers).status()).isEqualTo(401);
        assertThat(ask("access_token=two", headers).header("www-authenticate"))
                .isEqualTo("Bearer error=\"invalid_token\"");
    }
}
