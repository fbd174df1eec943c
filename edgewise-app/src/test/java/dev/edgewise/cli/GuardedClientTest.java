package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import dev.edgewise.ServerProcess;
import dev.edgewise.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Commands that ask a server which lets in only who has a token and a certificate.
@Timeout(300)
class GuardedClientTest {

    private static final String[] LET_IN = {
        "--token-file=tokens",
        "--tls-ca=server.pem",
        "--tls-cert=client.pem",
        "--tls-key=client.key"
    };

    @TempDir static Path folder;

    @SuppressWarnings("NullAway.Init") // Started before all tests.
    private static ServerProcess server;

    @BeforeAll
    static void serve() throws Exception {
        TestKeys own = TestKeys.make(folder, "server", "EC");
        TestKeys client = TestKeys.make(folder, "client", "EC");
        Files.writeString(folder.resolve("server.pem"), own.certificate());
        Files.writeString(folder.resolve("server.key"), own.key());
        Files.writeString(folder.resolve("client.pem"), client.certificate());
        Files.writeString(folder.resolve("client.key"), client.key());
        Files.createDirectory(folder.resolve("files"));
        Files.writeString(folder.resolve("tokens"), "# of this test\nlet-me-in\n");
        server =
                new ServerProcess(
                        folder,
                        Map.of(),
                        "--model=tutorial-cnn",
                        "--data=files",
                        "--token-file=tokens",
                        "--tls-cert=server.pem",
                        "--tls-key=server.key",
                        "--tls-client-ca=client.pem");
    }

    @AfterAll
    static void end() throws IOException {
        server.close();
    }

    private static Command.Result run(String[] how, String command, String... arguments)
            throws IOException {
        List<String> all = new ArrayList<>(List.of(command, server.url().toString()));
        all.addAll(List.of(arguments));
        all.addAll(List.of(how));
        return Command.runIn(folder, all.toArray(String[]::new));
    }

    private static Command.Result load(String... how) throws IOException {
        return run(how, "load", "--rate=20", "--duration=1s");
    }

    @Test
    void aLoadIsLetIn() throws IOException {
        Command.Result run = load(LET_IN);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("answered");
    }

    @Test
    void aProbeIsLetIn() throws IOException {
        Command.Result run = run(LET_IN, "probe");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("round trip");
    }

    @Test
    void aStudyIsLetIn() throws IOException {
        List<String> all = new ArrayList<>(List.of("compare", "--requests=10"));
        all.addAll(List.of("--remote", server.url().toString()));
        all.addAll(List.of(LET_IN));
        Command.Result run = Command.runIn(folder, all.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("over the link to " + server.url());
    }

    @Test
    void whatIsMissingIsNamedInOneLine() throws IOException {
        String url = server.url().toString();
        Command.Result stranger = load();
        assertThat(stranger.exitCode()).isEqualTo(1);
        assertThat(stranger.err().lines()).hasSize(1);
        assertThat(stranger.err()).contains(url, "can't be connected to");

        Command.Result noToken = load(LET_IN[1], LET_IN[2], LET_IN[3]);
        assertThat(noToken.exitCode()).isEqualTo(1);
        assertThat(noToken.err().lines()).hasSize(1);
        assertThat(noToken.err()).contains(url, "401");

        assertThat(load("--tls-ca=tokens").err())
                .isEqualToIgnoringNewLines(
                        "edgewise load: tokens: has no certificate, expected PEM: BEGIN"
                                + " CERTIFICATE");
        assertThat(load("--tls-ca=nowhere.pem").err())
                .isEqualToIgnoringNewLines("edgewise load: nowhere.pem: can't be read");
        assertThat(load("--token-file=nowhere").err())
                .isEqualToIgnoringNewLines("edgewise load: nowhere: can't be read");
        assertThat(load("--tls-cert=client.pem").err())
                .contains("--tls-cert and --tls-key: both or neither");
        assertThat(load("--tls-cert=client.pem", "--tls-key=server.key").err())
                .isEqualToIgnoringNewLines(
                        "edgewise load: server.key: is not the key of the certificate client.pem");
    }
}
